package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.Template;
import dev.trunkline.engine.mind.Tool;
import dev.trunkline.engine.wire.SessionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a chat's client has set so far. Confined to the chat's loop. */
final class Session {

    private static final int MAX_TEMPORARY_CONTEXTS = 32;
    private static final int MAX_VARIABLES = 1_000;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> temporaryContexts = new ArrayList<>();
    private String persistentContext = "";
    private String systemPrompt;
    private List<Tool> tools = List.of();
    private @Nullable String customSessionId;

    Session(String systemPrompt) {
        this.systemPrompt = systemPrompt;
    }

    void apply(SessionSettings settings) {
        if (variables.size() < MAX_VARIABLES) {
            variables.putAll(settings.variables());
        }
        if (settings.tools() != null) {
            tools = settings.tools();
        }
        if (settings.systemPrompt() != null) {
            systemPrompt = settings.systemPrompt();
        }
        if (settings.customSessionId() != null) {
            customSessionId = settings.customSessionId();
        }
        if (settings.context() != null) {
            apply(settings.context());
        }
    }

    private void apply(SessionSettings.Context context) {
        if (context.text().isEmpty()) {
            persistentContext = "";
            temporaryContexts.clear();
        } else if (context.persistent()) {
            persistentContext = context.text();
        } else if (temporaryContexts.size() < MAX_TEMPORARY_CONTEXTS) {
            temporaryContexts.add(context.text());
        }
    }

    @Nullable
    String customSessionId() {
        return customSessionId;
    }

    Map<String, String> variables() {
        return variables;
    }

    List<Tool> tools() {
        return tools;
    }

    String systemPrompt() {
        return Template.fill(systemPrompt, variables);
    }

    /** The tool's {@code fallback_content}, or nothing. */
    String fallbackOf(String toolName) {
        return tools.stream()
                .filter(tool -> tool.name().equals(toolName))
                .map(Tool::fallbackContent)
                .findFirst()
                .orElse("");
    }

    boolean hasContext() {
        return !contexts().isEmpty();
    }

    /** What the mind is to know for its next answer. */
    List<String> contexts() {
        List<String> all = new ArrayList<>();
        if (!persistentContext.isEmpty()) {
            all.add(persistentContext);
        }
        all.addAll(temporaryContexts);
        return all;
    }

    /** An answer was given: what was for that answer only is forgotten. */
    void forgetTemporaryContexts() {
        temporaryContexts.clear();
    }
}
