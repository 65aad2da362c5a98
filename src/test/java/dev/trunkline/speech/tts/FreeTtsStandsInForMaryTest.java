package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.trunkline.speech.Voice;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FreeTtsStandsInForMaryTest {

    @Test
    void withoutMarysVoiceTheAgentSpeaksWithFreeTtsAndOneWarningSaysSo() {
        Logger log = (Logger) LoggerFactory.getLogger(HouseVoices.class);
        var logged = new ListAppender<ILoggingEvent>();
        logged.start();
        log.addAppender(logged);
        log.setAdditive(false);
        log.setLevel(Level.WARN);

        Voice voice = HouseVoices.orFreeTts(() -> {
            throw new NoClassDefFoundError("marytts/LocalMaryInterface");
        });

        log.detachAppender(logged);
        log.setAdditive(true);
        log.setLevel(null);
        assertThat(voice).isInstanceOf(FreeTtsVoice.class);
        assertThat(logged.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
    }
}
