package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundConfigTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "TRUNKLINE_OUTBOUND_ENABLED", "true",
            "TRUNKLINE_OUTBOUND_COUNTRIES", "us, DE",
            "TRUNKLINE_OUTBOUND_CALLER_ID", "+1 (800) 555-0199",
            "TRUNKLINE_BIND", "127.0.0.1",
            "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001",
            "TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef"));

    private OutboundConfig read(String yaml) throws Exception {
        environment.put("TRUNKLINE_DATA_DIR", folder.resolve("data").toString());
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), yaml);
        return ConfigReader.read(environment, file).outbound();
    }

    @Test
    void nobodyIsCalledByDefault() throws Exception {
        OutboundConfig config = ConfigReader.read(Map.of(), null).outbound();

        assertThat(config.enabled()).isFalse();
        assertThat(config.countries()).isEmpty();
    }

    @Test
    void allOfItIsRead() throws Exception {
        OutboundConfig config = read("""
                routes:
                  - name: reminders
                    numbers: ["+18005550199"]
                    outbound: {machine: message, message: Please call us back.}
                outbound:
                  hours: 10:30-18:00
                  days: [mon, fri]
                  callsPerSecond: 0.5
                  retryBusyMinutes: [1, 2, 3]
                  retryNoAnswerMinutes: none
                  stopKey: "#"
                """);

        assertThat(config.countries()).containsExactlyInAnyOrder("US", "DE");
        assertThat(config.callerId()).isEqualTo("+18005550199");
        assertThat(config.hours().from()).isEqualTo(LocalTime.of(10, 30));
        assertThat(config.hours().days()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        assertThat(config.limits().callsPerSecond()).isEqualTo(0.5);
        assertThat(config.retries().busyMinutes()).containsExactly(1, 2, 3);
        assertThat(config.retries().noAnswerMinutes()).isEmpty();
        assertThat(config.routes().get("reminders"))
                .isEqualTo(new OutboundConfig.Machine("message", "Please call us back."));
        assertThat(config.machine().action()).isEqualTo("hang_up");
        assertThat(config.stopKey()).isEqualTo('#');
        assertThat(config.doNotCall()).isEqualTo(folder.resolve("data").resolve("do-not-call.txt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hours: 20:00-09:00 | outbound.hours must be two times of one day",
                "hours: all day | outbound.hours must be two times of one day",
                "days: mon, someday | outbound.days holds \"someday\"",
                "retryBusyMinutes: 5, soon | outbound.retryBusyMinutes holds \"soon\"",
                "machine: shout | outbound.machine must be one of",
                "machine: message | outbound.message is missing",
                "stopKey: 99 | outbound.stopKey must be one key",
                "countries: US, Atlantis | holds \"Atlantis\"",
            })
    void mistakesAreTold(String line, String mistake) {
        environment.remove("TRUNKLINE_OUTBOUND_COUNTRIES");
        environment.put("TRUNKLINE_OUTBOUND_ENABLED", "false");

        ConfigException told = catchThrowableOfType(ConfigException.class, () -> read("outbound:\n  " + line + "\n"));

        assertThat(told).hasMessageContaining(mistake);
    }

    @Test
    void whatIsNeededIsToldAtOnce() {
        ConfigException told = catchThrowableOfType(
                ConfigException.class, () -> ConfigReader.read(Map.of("TRUNKLINE_OUTBOUND_ENABLED", "true"), null));

        assertThat(told)
                .hasMessageContaining("outbound.countries")
                .hasMessageContaining("outbound.callerId")
                .hasMessageContaining("data.directory")
                .hasMessageContaining("twilio.accountSid")
                .hasMessageContaining("twilio.authToken");
    }
}
