package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.PromptTemplate;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.SessionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for a chat now: its plan, and what its client has set since. Confined to the chat's loop. */
public final class Session {

    private static final int MAX_TEMPORARY_CONTEXTS = 32;
    private static final int MAX_CHARS = 16 * 1024 * 1024; // of temporary contexts, and of variables: a whole message

    private final ChatPlan plan;
    private final Set<String> offered;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> temporaryContexts = new ArrayList<>();
    private int variablesChars;
    private String persistentContext = "";
    private String systemPrompt;
    private @Nullable List<ToolDefinition> tools;
    private @Nullable Map<String, String> builtinTools;
    private @Nullable String customSessionId;
    private @Nullable String voice;
    private @Nullable AudioFormat audio;
    private @Nullable LanguageModel model;
    private @Nullable String modelApiKey;

    /** @param offered the builtin tools that this engine has */
    public Session(ChatPlan plan, Set<String> offered) {
        this.plan = plan;
        this.offered = Set.copyOf(offered);
        this.systemPrompt = plan.agent().systemPrompt();
        this.voice = plan.agent().voice();
        this.model = plan.agent().model();
    }

    public void apply(SessionSettings settings) {
        settings.variables().forEach(this::put);
        if (settings.tools() != null) {
            tools = settings.tools();
        }
        if (settings.builtinTools() != null) {
            builtinTools = settings.builtinTools();
        }
        if (settings.systemPrompt() != null) {
            systemPrompt = settings.systemPrompt();
        }
        if (settings.audio() != null) {
            audio = settings.audio().over(audio);
        }
        if (settings.customSessionId() != null) {
            customSessionId = settings.customSessionId();
        }
        if (settings.voice() != null) {
            voice = settings.voice();
        }
        if (settings.model() != null) {
            model = settings.model().over(model == null ? LanguageModel.DEFAULT : model);
        }
        if (settings.modelApiKey() != null) {
            modelApiKey = settings.modelApiKey();
        }
        if (settings.context() != null) {
            apply(settings.context());
        }
    }

    /** A variable that finds no room is left out; one that is there can always be changed to something shorter. */
    private void put(String name, String value) {
        String before = variables.get(name);
        int chars = variablesChars + value.length() + (before == null ? name.length() : -before.length());
        if (chars <= MAX_CHARS || chars <= variablesChars) {
            variables.put(name, value);
            variablesChars = chars;
        }
    }

    private void apply(SessionSettings.Context context) {
        if (context.text().isEmpty()) {
            persistentContext = "";
            temporaryContexts.clear();
        } else if (context.persistent()) {
            persistentContext = context.text();
        } else if (temporaryContexts.size() < MAX_TEMPORARY_CONTEXTS
                && temporaryContexts.stream().mapToInt(String::length).sum()
                                + context.text().length()
                        <= MAX_CHARS) {
            temporaryContexts.add(context.text());
        }
    }

    /** How much of it is the client's text. */
    public long chars() {
        long chars = (long) variablesChars + persistentContext.length();
        chars += systemPrompt.equals(plan.agent().systemPrompt()) ? 0 : systemPrompt.length();
        for (String context : temporaryContexts) {
            chars += context.length();
        }
        for (ToolDefinition tool : tools == null ? List.<ToolDefinition>of() : tools) {
            chars += tool.description().length()
                    + tool.parametersSchemaJson().length()
                    + tool.fallbackContent().length();
        }
        return chars;
    }

    /** Put on every message from now on. */
    public void name(String newCustomSessionId) {
        customSessionId = newCustomSessionId;
    }

    @Nullable
    public String customSessionId() {
        return customSessionId;
    }

    /** How the caller's linear16 sound comes; null when the client has not named its rate. */
    @Nullable
    public AudioFormat audio() {
        return audio;
    }

    /** The voice to speak with; null for the engine's own. */
    @Nullable
    String voice() {
        return voice;
    }

    /** All that the model needs to know to speak about {@code trigger}. */
    public DialogRequest conversation(List<ChatMessage> lines, Trigger trigger, String chatId) {
        return new DialogRequest(
                systemPrompt(),
                lines,
                contexts(),
                persistentContext,
                tools(),
                List.copyOf(builtinTools().keySet()),
                trigger,
                new DialogRequest.Model(model, modelApiKey, customSessionId, chatId),
                variables);
    }

    /** With every place filled whose variable is known. */
    public String fill(String template) {
        return PromptTemplate.fill(template, variables);
    }

    /** Whether {@code template} has a place whose variable is not known. */
    public boolean lacksFor(String template) {
        return PromptTemplate.lacks(template, variables);
    }

    /** What the client runs: the plan's, and the session's in place of those of the same name; none for an empty list. */
    List<ToolDefinition> tools() {
        if (tools == null || tools.isEmpty()) {
            return tools == null ? plan.tools().functions() : tools;
        }
        Map<String, ToolDefinition> byName = new LinkedHashMap<>();
        plan.tools().functions().forEach(tool -> byName.put(tool.name(), tool));
        tools.forEach(tool -> byName.put(tool.name(), tool));
        return List.copyOf(byName.values());
    }

    /** What the engine runs and has, by name, with what may be said when it fails; merged in the same way. */
    Map<String, String> builtinTools() {
        if (builtinTools == null || builtinTools.isEmpty()) {
            return builtinTools == null ? plan.tools().builtin() : builtinTools;
        }
        Map<String, String> byName = new LinkedHashMap<>(plan.tools().builtin());
        byName.putAll(builtinTools);
        byName.keySet().retainAll(offered);
        return byName;
    }

    /** The builtin tools that {@code settings} asks for and that this engine does not have. */
    public List<String> missing(SessionSettings settings) {
        return settings.builtinTools() == null
                ? List.of()
                : settings.builtinTools().keySet().stream()
                        .filter(name -> !offered.contains(name))
                        .sorted()
                        .toList();
    }

    public String systemPrompt() {
        return fill(systemPrompt);
    }

    /** Whether every variable of the prompt is known. */
    boolean isPromptComplete() {
        return !lacksFor(systemPrompt);
    }

    /** The tool's {@code fallback_content}, or nothing. */
    String fallbackOf(String toolName) {
        return tools().stream()
                .filter(tool -> tool.name().equals(toolName))
                .map(ToolDefinition::fallbackContent)
                .findFirst()
                .orElseGet(() -> builtinTools().getOrDefault(toolName, ""));
    }

    boolean hasContext() {
        return !contexts().isEmpty();
    }

    /** What the model is to know for its next answer. */
    List<String> contexts() {
        List<String> all = new ArrayList<>();
        if (!persistentContext.isEmpty()) {
            all.add(persistentContext);
        }
        all.addAll(temporaryContexts);
        return all;
    }

    /** The newest of what is for the next answer only, or null. */
    @Nullable
    String newestTemporaryContext() {
        return temporaryContexts.isEmpty() ? null : temporaryContexts.get(temporaryContexts.size() - 1);
    }

    /** An answer was given that knew {@code contexts}: those that were for that answer only are forgotten. */
    void forgetTemporary(List<String> contexts) {
        contexts.forEach(temporaryContexts::remove);
    }
}
