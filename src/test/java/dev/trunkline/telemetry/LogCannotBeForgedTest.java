package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.trunkline.phone.PhoneAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** As the program logs: with the encoder of its own {@code logback.xml}. */
class LogCannotBeForgedTest {

    private static final Pattern LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (WARN |ERROR) CallLog (?<message>(?:[^\"\\\\]|\\\\.)*?)"
                    + "(?<fields>(?: \\w+=\"(?:[^\"\\\\]|\\\\.)*+\")*+)\n");
    private static final Pattern FIELD = Pattern.compile(" (\\w+)=\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final String[] HOSTILE = {
        "\" end=\"agent_hung_up",
        "\\\" blame=\\\"nobody\\\"",
        "\r\n2026-01-01T00:00:00.000Z INFO  CallLog call ended",
        "\u001b[31m\u001b[2J",
        "\u0007",
        "\u0000",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u00a0",
        "\ufeff",
        "\ud83d",
        "\ud83d\ude00",
        "\ue000",
        "\\",
        "\\u0022",
        "\"",
        "=",
        " ",
        "callSid=",
        "${jndi:ldap://x}",
        "{}",
        "%msg%n"
    };

    private final LoggerContext context = new LoggerContext();
    private Encoder<ILoggingEvent> encoder;

    @BeforeEach
    void configure() throws JoranException {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));
        var async = (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("ASYNC");
        encoder = ((ConsoleAppender<ILoggingEvent>) async.getAppender("STDERR")).getEncoder();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void everyEventIsOneLineAndReadsBackAsWhatWasGiven() {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String key : new String[] {"callSid", "from", "slug", "detail"}) {
                fields.put(key, hostile(random));
            }
            String message = hostile(random);

            String line = written(event(message, null, fields));

            Matcher parsed = LINE.matcher(line);
            assertThat(parsed.matches()).as(line).isTrue();
            assertThat(line.strip()).matches("[ -~]*");
            assertThat(unescaped(parsed.group("message"))).isEqualTo(message);
            assertThat(fields(parsed.group("fields"))).isEqualTo(fields);
        }
    }

    @Test
    void anExceptionStaysOnItsLineWithItsCausesAndFrames() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            String inner = hostile(random);
            var bug = new IllegalStateException(hostile(random), new IllegalArgumentException(inner));

            Matcher parsed = LINE.matcher(written(event("call failed", bug, Map.of("callSid", "CA1"))));

            assertThat(parsed.matches()).isTrue();
            Map<String, String> fields = fields(parsed.group("fields"));
            assertThat(fields).containsOnlyKeys("callSid", "exception", "at", "cause1", "at1");
            assertThat(fields.get("exception")).isEqualTo("java.lang.IllegalStateException: " + bug.getMessage());
            assertThat(fields.get("cause1")).isEqualTo("java.lang.IllegalArgumentException: " + inner);
            assertThat(fields.get("at")).contains("LogCannotBeForgedTest.java:");
        }
    }

    @Test
    void whatIsNotKnownIsNotWritten() {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("callSid", "CA1");
        fields.put("transferredTo", null);

        assertThat(written(event("call ended", null, fields))).endsWith(" call ended callSid=\"CA1\"\n");
    }

    @Test
    void noValueIsWithoutEnd() {
        String line = written(event("x", null, Map.of("detail", "\u2028".repeat(1_000_000))));

        assertThat(line).hasSizeLessThan(10_000).contains("... (999000 more)");
    }

    @Test
    void aCauseThatIsItsOwnIsToldAFewTimes() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(written(event("x", first, Map.of())).lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b[J1234567890", "+1\u202e4155550100\u202e", "\"\" x=\"y\"", "client:\u0007\u0007\u0007"})
    void aMaskedNumberShowsNothingRaw(String from) {
        String line = written(event(
                "call answered", null, Map.of("from", PhoneAddress.of(from).masked())));

        assertThat(LINE.matcher(line).matches()).isTrue();
        assertThat(line.strip()).matches("[ -~]*");
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? HOSTILE[random.nextInt(HOSTILE.length)]
                            : String.valueOf((char) random.nextInt(Character.MAX_VALUE + 1)));
        }
        return text.toString();
    }

    private static LoggingEvent event(
            String message, @Nullable Throwable thrown, Map<String, ? extends @Nullable String> fields) {
        var event = new LoggingEvent();
        event.setLoggerName("dev.trunkline.telemetry.CallLog");
        event.setLevel(thrown == null ? Level.WARN : Level.ERROR);
        event.setMessage(message);
        event.setTimeStamp(1_767_225_600_000L);
        if (thrown != null) {
            event.setThrowableProxy(new ch.qos.logback.classic.spi.ThrowableProxy(thrown));
        }
        fields.forEach((key, value) -> event.addKeyValuePair(new KeyValuePair(key, value)));
        return event;
    }

    private String written(ILoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.put(field.group(1), unescaped(field.group(2)));
        }
        return fields;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }
}
