package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.config.TrunklineConfig.Destination;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EveryMistakeIsToldIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server: {prot: 1}                           | 1: server.prot is not a key; did you mean server.port?
                    port: 8081                                  | 1: port is not a key; did you mean server.port?
                    TRUNKLINE_PORT: 8081                        | 1: TRUNKLINE_PORT is not a key; did you mean server.port?
                    'server: {port: 1}\nsever: {}'              | 2: sever is not a key; did you mean server?
                    routing: {}                                 | 1: routing is not a key
                    routing:                                    | 1: routing is not a key
                    evi: {authToken: canary}                    | 1: evi.authToken is not a key; did you mean
                    'server:\n  port: 1\n  port: 2'             | 3: server.port stands twice, first in line 2
                    'server: {port: 1}\nserver: {bind: "::1"}'  | 2: server stands twice, first in line 1
                    server: 5                                   | 1: server must hold keys, such as server.port, and is a single value
                    server: [1]                                 | 1: server must hold keys, such as server.port, and is a list
                    engine: {greeting: [hello]}                 | 1: engine.greeting is a list; give a single value
                    engine: {greeting: {a: b}}                  | 1: engine.greeting is keys and values; give a single value
                    server: {port: }                            | 1: TRUNKLINE_PORT
                    server: {port: ~}                           | 1: server.port has no value; give one, or leave the key out
                    server: {port: ""}                          | 1: server.port has no value
                    'server.port: 1\nserver: {bind: "::1"}'     | 1: server.port is written as one key with a dot; write port below server
                    'engine: {ffmpeg: "a\\0b"}'                  | (engine.ffmpeg) holds a NUL character
                    engine: {ffmpeg: /tmp}                      | (engine.ffmpeg) is no program that can be run
                    'voice: {kind: command, command: "nosuchprogram -x"}'  | voice.command begins with no program that can be run
                    'ears: {kind: command, command: /nowhere/program}'     | ears.command begins with no program that can be run
                    'voice: {kind: command, command: /tmp}'     | voice.command begins with no program that can be run
                    server: {port: -1}                          | is not between 0 and 65535: "-1"
                    server: {port: 99999999999999999999}        | is not a whole number
                    server: {port: "٨٠٨٠"}                      | is not a whole number
                    engine: {speechThreshold: 0x1p-1}           | is not a number
                    evi: {inputSampleRateHz: 11025}             | must be one of 8000, 16000, 24000, 44100, 48000, not "11025"
                    mind: {kind: opanai}                        | must be one of scripted, openai, clm, not "opanai"; did you mean openai?
                    'a: &x 1\nserver: {port: *x}'               | 2: server.port is an alias
                    'server: {port: 1}\n---\nserver: {port: 2}' | begins a second document
                    'server:\n\tport: 1'                        | 2: is not YAML: it is indented by a tab; YAML wants spaces
                    """)
    void whatStandsInTheFile(String yaml, String told) throws Exception {
        // An empty value of a known key is the null of YAML.
        String expected = told.equals("1: TRUNKLINE_PORT") ? "1: server.port has no value" : told;

        Path file = file(yaml.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(mistakes(Map.of(), file)).anySatisfy(line -> assertThat(line).contains(expected));
        assertThat(mistakes(Map.of(), file))
                .allSatisfy(line -> assertThat(line).startsWith(file.toString()).doesNotContain("canary", "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    destinations: {billing: "+15550100001"}       | routes[0].destinations must be a list, each with a name and a number; it is keys and values
                    destinations: [billing]                       | routes[0].destinations[0] must hold a name and a number
                    destinations: [{name: x}]                     | routes[0].destinations[0].number is missing
                    destinations: [{name: x, number: "+15550100001", ringSeconds: soon}] | ringSeconds is not a whole number: "soon"
                    destinations: [{name: x, number: "+15550100001", desciption: y}] | did you mean description?
                    destinations: [{name: b, number: "+15550100001"}, {name: b, number: "+15550100002"}] | routes[0].destinations[1].name "b" is taken by routes[0].destinations[0].name
                    fallback: sorry                               | routes[0].fallback must hold words
                    fallback: {words: [a]}                        | routes[0].fallback.words is a list
                    variables: [x]                                | routes[0].variables must hold names and values; it is a list
                    variables: {x: {y: z}}                        | routes[0].variables.x is keys and values
                    configVersion: -3                             | is not between 0 and
                    configVersion: 3                              | needs a configId
                    nubmers: ["*"]                                | did you mean numbers?
                    """)
    void whatStandsInARoute(String key, String told) throws Exception {
        Path file = file("routes:\n  - name: a\n    numbers: [\"*\"]\n    " + key + "\n");

        assertThat(mistakes(Map.of(), file))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":4: ").contains(told));
    }

    @Test
    void numbersThatAreNoListAndRoutesThatAreNone() throws Exception {
        Path file = file("routes:\n- {name: a, numbers: \"*\"}\n- hello\n- {name: b, numbers: [\"*\", \"*\"]}\n");

        assertThat(mistakes(Map.of(), file))
                .containsExactly(
                        file + ":2: routes[0].numbers must be a list, such as [\"+14155550100\"] or [\"*\"]; it is a"
                                + " single value",
                        file + ":3: routes[1] must hold a route's keys, such as name and numbers; it is a single value",
                        file + ":4: routes[2].numbers \"*\" stands there twice");
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNKLINE_MAXCALLS, TRUNKLINE_MAX_CALLS",
        "trunkline_port, TRUNKLINE_PORT",
        "TRUNKLINE_PUBLICURL, TRUNKLINE_PUBLIC_URL",
        "TRUNKLIN_PORT, TRUNKLINE_PORT",
        "TWILIO_AUTHTOKEN, TWILIO_AUTH_TOKEN",
        "TWILLIO_AUTH_TOKEN, TWILIO_AUTH_TOKEN",
        "HUME_APIKEY, HUME_API_KEY",
        "EVI_URI, EVI_URL",
    })
    void aMistypedVariable(String name, String meant) {
        assertThat(mistakes(Map.of(name, "canary"), null))
                .containsExactly(name + " is not a variable; did you mean " + meant + "?");
    }

    @Test
    void variablesOfOthersAreTheirs() throws Exception {
        ConfigReader.read(
                Map.of(
                        "API_URL", "x",
                        "TWILIO_VIDEO_ROOM", "x",
                        "HUME_HOME", "x",
                        "DATABASE_URI", "x",
                        "TRUNK", "x",
                        "TRUNKLINE_LOG_LEVEL", "debug"),
                null);
        assertThat(mistakes(Map.of("TRUNKLINE_COLOUR", "x"), null))
                .containsExactly("TRUNKLINE_COLOUR is not a variable; every one stands in configuration.md");
        assertThat(mistakes(Map.of("TRUNKLINE_LOG_LEVEL", "LOUD"), null))
                .containsExactly(
                        "TRUNKLINE_LOG_LEVEL must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, not \"LOUD\"");
    }

    @ParameterizedTest
    @CsvSource({
        "wss://host/v0/evi/chat, must end before /chat",
        "wss://host/v0/evi/chat/, must end before /chat",
        "wss://host/v0/evi/CHAT, must end before /chat",
        "wss://API.HUME.AI/v0/evi, needs HUME_API_KEY",
        "wss://api.hume.ai./v0/evi, needs HUME_API_KEY",
        "wss://host, has no path",
        "wss://host/, has no path",
        "https://host/v0/evi, 'must be a URL that begins with ws:// or wss://, not https://'",
        "host/v0/evi, is not a URL; it must begin with ws:// or wss://",
        "wss://host/v0/evi?api_key=canary, must have no ?",
        "wss://user:canary@host/v0/evi, must not hold a user or a password",
        "wss://canary@host/v0/evi, must not hold a user or a password",
        "wss://us er:can@ary@host/v0/evi, must not hold a user or a password",
        "wss://host:99999/v0/evi, must have a port from 1 to 65535",
        "wss://my_host/v0/evi, there is no host in it",
        "wss://api.hume.ai/v0/evi, needs HUME_API_KEY",
    })
    void anEviThatCannotBe(String url, String told) {
        assertThat(mistakes(Map.of("EVI_URL", url), null))
                .singleElement()
                .asString()
                .startsWith("EVI_URL (evi.url) ")
                .contains(told)
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:canary@voice.example.com",
                "https://voice.example.com/base/?canary=1",
                "https://voice.example.com/#canary",
                "https://voice.example.com/twilio/voice",
                "https://voice.example.com/twilio",
                "https://voice.example.com/TWILIO/",
                "https://voice.example.com/a/../b",
                "https://voice.example.com/a/%2E./b",
                "https://voice.example.com/a/..",
                "wss://voice.example.com",
                "voice.example.com",
                "https://",
            })
    void aPublicUrlThatCannotBe(String url) {
        assertThat(mistakes(Map.of("TRUNKLINE_PUBLIC_URL", url), null))
                .singleElement()
                .asString()
                .startsWith("TRUNKLINE_PUBLIC_URL (server.publicUrl) ")
                .doesNotContain("canary");
    }

    @Test
    void aTokenWithoutPublicUrlUnlessOnlyThisMachineIsServed() throws Exception {
        assertThat(mistakes(Map.of("TWILIO_AUTH_TOKEN", "canary"), null))
                .singleElement()
                .asString()
                .startsWith("TWILIO_AUTH_TOKEN (twilio.authToken) needs TRUNKLINE_PUBLIC_URL (server.publicUrl)")
                .doesNotContain("canary");
        ConfigReader.read(Map.of("TWILIO_AUTH_TOKEN", "t", "TRUNKLINE_BIND", "127.0.0.1"), null);
    }

    @Test
    void whatOnlyWorksWithSomethingElse() {
        assertThat(mistakes(
                        Map.of(
                                "TWILIO_AUTH_TOKEN_SECONDARY", "x",
                                "TWILIO_API_KEY", "SK1",
                                "TWILIO_API_SECRET", "x",
                                "HUME_CONFIG_VERSION", "3"),
                        null))
                .containsExactlyInAnyOrder(
                        "TWILIO_AUTH_TOKEN_SECONDARY (twilio.secondaryAuthToken) needs TWILIO_AUTH_TOKEN (twilio.authToken)",
                        "TWILIO_API_KEY (twilio.apiKey) needs TWILIO_ACCOUNT_SID (twilio.accountSid)",
                        "HUME_CONFIG_VERSION (evi.configVersion) needs HUME_CONFIG_ID (evi.configId)");
    }

    @Test
    void pathsThatCannotBeWritten() throws Exception {
        Path file = file("store: {recordings: /proc/nope, url: 'jdbc:h2:/proc/nope/data'}");
        Path under = file("store: {recordings: " + file + "/below}");

        assertThat(mistakes(Map.of(), under))
                .singleElement()
                .asString()
                .contains("store.recordings names " + file + "/below, where nothing can be written");
        file("store: {recordings: /proc/nope, url: 'jdbc:h2:/proc/nope/data'}");
        assertThat(mistakes(Map.of(), file))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("store.recordings names /proc/nope, where nothing"))
                .anySatisfy(line -> assertThat(line).contains("DATABASE_URL (store.url) names a file in a folder"));
    }

    @Test
    void aFolderThatCouldBeMadeIsNotLeftBehind() throws Exception {
        Path recordings = folder.resolve("some/where");

        ConfigReader.read(Map.of(), file("store: {recordings: " + recordings + "}"));

        assertThat(recordings.getParent()).doesNotExist();
    }

    @Test
    void filesThatAreNone() throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {1, 2, 3, 0, 127});
        Path latin = Files.write(folder.resolve("latin"), "a: é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes(Map.of(), folder)).containsExactly(folder + " is a folder; name the file in it");
        assertThat(mistakes(Map.of(), binary)).singleElement().asString().contains("bytes that no text has");
        assertThat(mistakes(Map.of(), latin)).singleElement().asString().contains("is not UTF-8 text");
        assertThat(mistakes(Map.of(), Path.of("/dev/zero")))
                .singleElement()
                .asString()
                .contains("more than 1000000");
        ConfigReader.read(Map.of(), file(""));
        ConfigReader.read(Map.of(), file("# nothing yet\n"));
        ConfigReader.read(Map.of(), file("\uFEFFserver: {port: 1}\n"));
    }

    @Test
    void nothingTakesLong() throws Exception {
        Path scalar = file("engine: {greeting: " + "hello ".repeat(150_000) + "}");
        Path deep = Files.writeString(folder.resolve("deep"), "a: " + "[".repeat(400_000));
        Path many = Files.writeString(folder.resolve("many"), "x: {}\n".repeat(100_000));

        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            assertThat(mistakes(Map.of(), scalar)).singleElement().asString().contains("has 899999 characters");
            assertThat(mistakes(Map.of(), deep)).isNotEmpty();
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> ConfigReader.read(Map.of(), many))
                    .satisfies(refused -> assertThat(
                                    String.valueOf(refused.getMessage()).lines())
                            .hasSizeLessThan(60));
        });
    }

    @Test
    void whatIsRightIsTaken() throws Exception {
        TrunklineConfig config = ConfigReader.read(Map.of("TWILIO_AUTH_TOKEN", "t"), file("""
                server: {port: '8081', publicUrl: HTTPS://voice.example.com/trunkline}
                evi:
                engine: {greeting: "", voiceActivity: energy}
                routes:
                  - name: a
                    numbers: [+14155550100]
                    destinations: []
                """));

        assertThat(config.server().port()).isEqualTo(8_081);
        assertThat(config.server().publicUrl()).hasToString("https://voice.example.com/trunkline");
        assertThat(config.engine().talk().greeting()).isEmpty();
        assertThat(config.routes()).singleElement().satisfies(route -> {
            assertThat(route.numbers()).containsExactly("+14155550100");
            assertThat(route.destinations()).isEqualTo(List.<Destination>of());
        });
    }

    private static List<String> mistakes(Map<String, String> environment, @Nullable Path file) {
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(environment, file));
        assertThat(refused).isNotNull();
        return refused.mistakes();
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(folder.resolve(yaml.contains("below") ? "below.yaml" : "trunkline.yaml"), yaml);
    }
}
