package dev.trunkline.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.realtime.wire.ClientEventType;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import dev.trunkline.testing.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * OpenAI's official clients, unmodified, hold conversations with the engine; only the address is changed, by their own options. What the engine
 * has sent them is compiled against the official types, and its table of events compared with them.
 */
class OpenAiSdkIT {

    private static final String KEY = "realtime-key";
    private static final EngineSettings SETTINGS = TestEngine.SETTINGS
            .withCredentials(Credentials.ofKeys(Set.of(KEY), null))
            .listeningOn("127.0.0.1", 0, Certificates.server(Certificates.ofThisMachine()));

    @TempDir
    private Path directory;

    @TestFactory
    List<DynamicTest> holdConversations() throws IOException {
        return run(sdks -> {
            var client = soon(() -> talk(
                    sdks, "openai-client", "when are you open", "when are you open", "hello", "when are you open"));
            var agents = soon(() -> talk(sdks, "openai-agents", "what is my balance", "when are you open"));
            var seldom = soon(() -> talk(sdks, "openai-seldom", "hello"));
            List<DynamicTest> all = new ArrayList<>(client.join());
            all.addAll(agents.join());
            all.addAll(seldom.join());
            Stream<String> served = Arrays.stream(ServerEventType.values())
                    .filter(type -> type.refusal() == null)
                    .map(ServerEventType::wireName);
            all.addAll(script(sdks, "openai-types", Map.of("SERVED_EVENTS", json(served))));
            return all;
        });
    }

    @TestFactory
    List<DynamicTest> knowNoOtherEvents() throws IOException {
        Map<String, String> tables = Map.of(
                "CLIENT_EVENTS", json(Arrays.stream(ClientEventType.values()).map(ClientEventType::wireName)),
                "SERVER_EVENTS", json(Arrays.stream(ServerEventType.values()).map(ServerEventType::wireName)));
        return run(sdks -> script(sdks, "openai-events", tables));
    }

    private static String json(Stream<String> names) throws IOException {
        return new ObjectMapper().writeValueAsString(names.toList());
    }

    @FunctionalInterface
    private interface Scripts {
        List<DynamicTest> run(OfficialSdks sdks) throws IOException;
    }

    /** Conversations take their time, and mostly wait: one goes on beside the other. */
    private static CompletableFuture<List<DynamicTest>> soon(Callable<List<DynamicTest>> conversation) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return conversation.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private static List<DynamicTest> run(Scripts scripts) throws IOException {
        try {
            return scripts.run(OfficialSdks.installed());
        } catch (TestAbortedException e) {
            // Of a factory that is aborted as a whole nobody hears.
            return List.of(DynamicTest.dynamicTest("the official SDKs are there", () -> {
                throw e;
            }));
        }
    }

    /** A conversation in which the engine hears this, one after the other. */
    private List<DynamicTest> talk(OfficialSdks sdks, String script, String... heard) throws IOException {
        try (ForgottenStores stores = new ForgottenStores(directory.resolve(script));
                TestEngine engine = new TestEngine(SETTINGS, stores.stores())) {
            Arrays.stream(heard).forEach(engine.ears()::willHear);
            engine.ears().willBreak(script.equals("openai-seldom") ? 1 : 0);
            return script(
                    sdks,
                    script,
                    Map.of(
                            "REALTIME_URL",
                            "wss://localhost:" + engine.engine().port() + "/v1",
                            "REALTIME_KEY",
                            KEY,
                            "NODE_EXTRA_CA_CERTS",
                            Certificates.ofThisMachine().certificate().toString()));
        }
    }

    private static List<DynamicTest> script(OfficialSdks sdks, String script, Map<String, String> environment)
            throws IOException {
        return sdks.run(script, environment).stream()
                .map(check -> DynamicTest.dynamicTest(
                        script + ": " + check.name(),
                        () -> assertThat(check.error()).as(check.name()).isNull()))
                .toList();
    }
}
