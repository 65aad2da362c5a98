package dev.trunkline.phone.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SocketIsLostInsideAMessageIT {

    private static final int TEXT = 0x81;
    private static final int FIRST_FRAGMENT = 0x01;

    @Test
    void itIsALostStreamAndNoBug() throws Exception {
        var errors = new ListAppender<ILoggingEvent>();
        errors.start();
        Logger logger = (Logger) LoggerFactory.getLogger(MediaStreamHandler.class);
        logger.addAppender(errors);
        try (var served = new ServedCarrier(null)) {
            try (RawPeer peer = served.connect()) {
                peer.send(RawPeer.upgrade("/twilio/media"));
                assertThat(peer.readResponse().status()).isEqualTo(101);
                peer.sendFrame(TEXT, Wire.CONNECTED)
                        .sendFrame(TEXT, Wire.START)
                        .sendFrame(FIRST_FRAGMENT, "{\"event\":");
                await().until(() -> !served.bridge.answered.isEmpty());
            }

            await().until(() -> !served.bridge.events().endings.isEmpty());
            assertThat(served.bridge.events().endings).containsExactly(StreamEnding.LOST);
            assertThat(errors.list)
                    .noneSatisfy(line -> assertThat(line.getLevel()).isEqualTo(Level.ERROR));
        } finally {
            logger.detachAppender(errors);
        }
    }
}
