package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.trunkline.net.http.RawPeer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SocketIsLostInsideAMessageIT {

    @Test
    void theChatIsOverAndNoBugIsLogged() throws Exception {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.trunkline.engine.chat.ChatSocket");
        logger.addAppender(lines);
        logger.setAdditive(false);
        try (var engine = new TestEngine(TestEngine.SETTINGS)) {
            logger.setLevel(Level.INFO);
            try (var peer = new RawPeer(engine.engine().port())) {
                peer.send(RawPeer.upgrade("/v0/evi/chat"));
                assertThat(peer.readResponse().status()).isEqualTo(101);
                await().until(() -> has(lines, "chat opened"));
                peer.sendFrame(0x01, "{\"type\":");
            }

            await().until(() -> has(lines, "chat closed"));
            assertThat(lines.list)
                    .noneSatisfy(line -> assertThat(line.getLevel()).isEqualTo(Level.ERROR));
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
    }

    private static boolean has(ListAppender<ILoggingEvent> lines, String message) {
        return lines.list.stream().anyMatch(line -> line.getMessage().equals(message));
    }
}
