package dev.trunkline.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.testing.Exercises;
import dev.trunkline.testing.SideBySide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Hume's official TypeScript SDK, unmodified, talks to the engine: only the address is changed, by the SDK's own option. */
@SideBySide
class HumeSdkIT {

    private static final String KEY = "sdk-api-key";
    private static final String SECRET = "sdk-secret-key";
    private static final EngineSettings SILENT = TestEngine.SETTINGS
            .withCredentials(Credentials.ofKeys(Set.of(KEY), SECRET))
            .withEgress(EgressPolicy.privateNetworksToo());
    private static final EngineSettings TYPED = SILENT.withTurns(
            SILENT.plan().turns().withPlaybackAware(false)); // or typing would interrupt what still plays
    private static final EngineSettings GREETING = TYPED.withGreeting("Welcome to the test.");

    @TempDir
    private Path directory;

    @TestFactory
    @Exercises({
        "WS /v0/evi/chat?api_key",
        "WS /v0/evi/chat?session_settings",
        "user_input.type",
        "user_input.text",
        "assistant_input.type",
        "assistant_input.text",
        "session_settings.type",
        "session_settings.context.text",
        "session_settings.context.type",
        "session_settings.custom_session_id",
        "chat_metadata.type",
        "chat_metadata.chat_id",
        "chat_metadata.chat_group_id",
        "chat_metadata.request_id",
        "chat_metadata.custom_session_id",
        "user_message.type",
        "user_message.message.role",
        "user_message.message.content",
        "user_message.from_text",
        "user_message.interim",
        "user_message.custom_session_id",
        "assistant_message.type",
        "assistant_message.id",
        "assistant_message.message.role",
        "assistant_message.message.content",
        "assistant_message.models",
        "assistant_message.from_text",
        "assistant_message.custom_session_id",
        "assistant_prosody.type",
        "assistant_prosody.id",
        "assistant_prosody.models",
        "assistant_prosody.custom_session_id",
        "audio_output.type",
        "audio_output.id",
        "audio_output.index",
        "audio_output.data",
        "audio_output.custom_session_id",
        "assistant_end.type",
        "assistant_end.custom_session_id",
        "error.type",
        "error.code",
        "error.slug",
        "error.message",
        "error.request_id",
        "error.custom_session_id"
    })
    List<DynamicTest> chatsByText() throws IOException {
        return run("chat-text", GREETING, List.of());
    }

    @TestFactory
    @Exercises({
        "audio_input.type",
        "audio_input.data",
        "session_settings.audio.channels",
        "session_settings.audio.encoding",
        "session_settings.audio.sample_rate",
        "user_message.models.prosody",
        "user_message.time.begin",
        "user_message.time.end"
    })
    List<DynamicTest> chatsByAudio() throws IOException {
        return run("chat-audio", SILENT, List.of("when are you open", "hello", "what is my balance", "(mumbling)"));
    }

    @TestFactory
    @Exercises({"WS /v0/evi/chat?verbose_transcription", "user_message.interim"})
    List<DynamicTest> transcribesVerbosely() throws IOException {
        return run("interim", SILENT, List.of("when are", "when are you open"));
    }

    @TestFactory
    @Exercises({
        "session_settings.tools",
        "session_settings.builtin_tools",
        "tool_call.type",
        "tool_call.tool_call_id",
        "tool_call.name",
        "tool_call.parameters",
        "tool_call.tool_type",
        "tool_call.response_required",
        "tool_call.custom_session_id",
        "tool_response.type",
        "tool_response.tool_call_id",
        "tool_response.content",
        "tool_error.type",
        "tool_error.tool_call_id",
        "tool_error.error",
        "tool_error.content"
    })
    List<DynamicTest> runsTools() throws IOException {
        return run("tools", TYPED, List.of());
    }

    @TestFactory
    @Exercises({"user_interruption.type", "user_interruption.time", "user_interruption.custom_session_id"})
    List<DynamicTest> interruptsTheAgent() throws IOException {
        return run("interruption", SILENT, List.of("when are you open"));
    }

    @TestFactory
    @Exercises({"pause_assistant_message.type", "resume_assistant_message.type"})
    List<DynamicTest> pausesTheAgent() throws IOException {
        return run("pause", TYPED, List.of());
    }

    @TestFactory
    @Exercises("WS /v0/evi/chat?resumed_chat_group_id")
    List<DynamicTest> resumesAChatGroup() throws IOException {
        return run("resume", GREETING, List.of());
    }

    @TestFactory
    @Exercises({
        "WS /v0/evi/chat?allow_connection",
        "WS /v0/evi/chat/{chat_id}/connect",
        "POST /v0/evi/chat/{chat_id}/send"
    })
    List<DynamicTest> controlsAChatFromOutside() throws IOException {
        return run("control-plane", GREETING, List.of());
    }

    @TestFactory
    @Exercises({
        "POST /oauth2-cc/token",
        "header Authorization",
        "WS /v0/evi/chat?access_token",
        "WS /v0/evi/chat/{chat_id}/connect?access_token"
    })
    List<DynamicTest> opensAChatWithAnAccessToken() throws IOException, InterruptedException {
        return run(
                "access-token", TYPED, List.of(), LocalCertificate.in(directory).environment());
    }

    @TestFactory
    @Exercises({
        "header X-Hume-Api-Key",
        "POST /v0/evi/prompts",
        "GET /v0/evi/prompts",
        "GET /v0/evi/prompts?page_number",
        "GET /v0/evi/prompts?page_size",
        "GET /v0/evi/prompts?restrict_to_most_recent",
        "GET /v0/evi/prompts?name",
        "GET /v0/evi/prompts/{id}",
        "GET /v0/evi/prompts/{id}?page_number",
        "GET /v0/evi/prompts/{id}?page_size",
        "GET /v0/evi/prompts/{id}?restrict_to_most_recent",
        "POST /v0/evi/prompts/{id}",
        "PATCH /v0/evi/prompts/{id}",
        "DELETE /v0/evi/prompts/{id}",
        "GET /v0/evi/prompts/{id}/version/{version}",
        "PATCH /v0/evi/prompts/{id}/version/{version}",
        "DELETE /v0/evi/prompts/{id}/version/{version}"
    })
    List<DynamicTest> keepsPrompts() throws IOException {
        return run("prompts", SILENT, List.of());
    }

    @TestFactory
    @Exercises({
        "POST /v0/evi/tools",
        "GET /v0/evi/tools",
        "GET /v0/evi/tools?page_number",
        "GET /v0/evi/tools?page_size",
        "GET /v0/evi/tools?restrict_to_most_recent",
        "GET /v0/evi/tools?name",
        "GET /v0/evi/tools/{id}",
        "GET /v0/evi/tools/{id}?page_number",
        "GET /v0/evi/tools/{id}?page_size",
        "GET /v0/evi/tools/{id}?restrict_to_most_recent",
        "POST /v0/evi/tools/{id}",
        "PATCH /v0/evi/tools/{id}",
        "DELETE /v0/evi/tools/{id}",
        "GET /v0/evi/tools/{id}/version/{version}",
        "PATCH /v0/evi/tools/{id}/version/{version}",
        "DELETE /v0/evi/tools/{id}/version/{version}"
    })
    List<DynamicTest> keepsTools() throws IOException {
        return run("user-tools", SILENT, List.of());
    }

    @TestFactory
    @Exercises({
        "POST /v0/evi/configs",
        "GET /v0/evi/configs",
        "GET /v0/evi/configs?page_number",
        "GET /v0/evi/configs?page_size",
        "GET /v0/evi/configs?restrict_to_most_recent",
        "GET /v0/evi/configs?name",
        "GET /v0/evi/configs/{id}",
        "GET /v0/evi/configs/{id}?page_number",
        "GET /v0/evi/configs/{id}?page_size",
        "GET /v0/evi/configs/{id}?restrict_to_most_recent",
        "POST /v0/evi/configs/{id}",
        "PATCH /v0/evi/configs/{id}",
        "DELETE /v0/evi/configs/{id}",
        "GET /v0/evi/configs/{id}/version/{version}",
        "PATCH /v0/evi/configs/{id}/version/{version}",
        "DELETE /v0/evi/configs/{id}/version/{version}"
    })
    List<DynamicTest> keepsConfigs() throws IOException {
        return run("configs", SILENT, List.of());
    }

    @TestFactory
    @Exercises({"WS /v0/evi/chat?config_id", "WS /v0/evi/chat?config_version", "session_settings.variables"})
    List<DynamicTest> chatsAsAConfigSays() throws IOException {
        return run("configured-chat", GREETING, List.of());
    }

    @TestFactory
    @Exercises({
        "GET /v0/evi/chats",
        "GET /v0/evi/chats/{id}",
        "GET /v0/evi/chats/{id}/audio",
        "GET /v0/evi/chat_groups",
        "GET /v0/evi/chat_groups/{id}",
        "GET /v0/evi/chat_groups/{id}/events",
        "GET /v0/evi/chat_groups/{id}/audio"
    })
    List<DynamicTest> looksBackAtChats() throws IOException {
        return run("history", GREETING, List.of("when are you open"));
    }

    @TestFactory
    @Exercises({"webhook chat_started", "webhook chat_ended", "webhook tool_call"})
    List<DynamicTest> hearsOfChatsByWebhook() throws IOException {
        return run("webhooks", TYPED, List.of());
    }

    private List<DynamicTest> run(String script, EngineSettings settings, List<String> heard) throws IOException {
        return run(script, settings, heard, Map.of());
    }

    private List<DynamicTest> run(String script, EngineSettings settings, List<String> heard, Map<String, String> more)
            throws IOException {
        OfficialSdks sdk;
        try {
            sdk = OfficialSdks.installed();
        } catch (TestAbortedException e) {
            // Of a factory that is aborted as a whole nobody hears.
            return List.of(DynamicTest.dynamicTest(script, () -> {
                throw e;
            }));
        }
        try (ForgottenStores stores = new ForgottenStores(directory);
                TestEngine engine = new TestEngine(settings, stores.stores())) {
            heard.forEach(engine.ears()::willHear);
            Map<String, String> environment = new HashMap<>(more);
            environment.put("EVI_URL", "http://127.0.0.1:" + engine.engine().port());
            environment.put("EVI_API_KEY", KEY);
            environment.put("EVI_SECRET_KEY", SECRET);
            return sdk.run(script, environment).stream()
                    .map(check -> DynamicTest.dynamicTest(
                            check.name(),
                            () -> assertThat(check.error()).as(check.name()).isNull()))
                    .toList();
        }
    }
}
