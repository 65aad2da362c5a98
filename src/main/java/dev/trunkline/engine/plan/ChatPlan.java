package dev.trunkline.engine.plan;

import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a chat is to be held: what EVI calls a config, with its prompt and tools looked up. Immutable.
 *
 * @param config which config this is; null for the engine's own defaults
 * @param agent who speaks
 * @param announcements what is said at the chat's turning points
 * @param turns when turns end
 * @param limits how long the chat may last
 * @param tools what the agent may call, besides what its session offers
 * @param webhooks who is told about this chat
 */
public record ChatPlan(
        @Nullable ConfigRef config,
        Agent agent,
        Announcements announcements,
        TurnSettings turns,
        ChatLimits limits,
        Tools tools,
        List<Webhook> webhooks) {

    private static final String GREETING = "Hello, thank you for calling. How can I help you?";

    public ChatPlan {
        webhooks = List.copyOf(webhooks);
    }

    /** A config and its version. */
    public record ConfigRef(String id, int version) {}

    /**
     * Who speaks, until a session says otherwise.
     *
     * @param systemPrompt the model's instructions, with {@code {{variables}}}
     * @param voice the name of the voice to speak with, or null for the engine's own
     * @param model what is to think, or null for the engine's own
     * @param shortResponses whether a short first answer may bridge the model's thinking (EVI's {@code allow_short_responses})
     */
    public record Agent(
            String systemPrompt,
            @Nullable String voice,
            @Nullable LanguageModel model,
            boolean shortResponses) {}

    /**
     * What the agent may call.
     *
     * @param functions that the client runs
     * @param builtin by name, what may be said when they fail; empty text for nothing special
     */
    public record Tools(List<ToolDefinition> functions, Map<String, String> builtin) {
        public Tools {
            functions = List.copyOf(functions);
            builtin = Map.copyOf(builtin);
        }
    }

    /**
     * What EVI calls event messages.
     *
     * @param onNewChat when a new chat opens
     * @param onInactivity before a chat ends because nobody speaks
     * @param onMaxDuration before a chat ends because it is too long
     */
    public record Announcements(Announcement onNewChat, Announcement onInactivity, Announcement onMaxDuration) {

        /** Word for word; empty texts say nothing. */
        public Announcements(String onNewChat, String onInactivity, String onMaxDuration) {
            this(Announcement.of(onNewChat), Announcement.of(onInactivity), Announcement.of(onMaxDuration));
        }
    }

    /**
     * Whether something is said at a turning point, and what.
     *
     * @param text word for word, with {@code {{variables}}}; empty when the model finds the words
     */
    public record Announcement(boolean enabled, String text) {

        static final Announcement SILENCE = new Announcement(false, "");

        /** Word for word; empty text says nothing. */
        public static Announcement of(String text) {
            return text.isBlank() ? SILENCE : new Announcement(true, text);
        }

        /** Whether the model finds the words, by its prompt. */
        public boolean isTheModels() {
            return enabled && text.isBlank();
        }
    }

    /**
     * Somebody who wants to hear about chats.
     *
     * @param url https, or http to this machine
     * @param events of {@code chat_started}, {@code chat_ended}, {@code tool_call}
     */
    public record Webhook(URI url, Set<String> events) {
        public Webhook {
            events = Set.copyOf(events);
        }
    }

    /** A short greeting and EVI's documented defaults: no tool is there that nobody asked for. */
    public static ChatPlan defaults() {
        return new ChatPlan(
                null,
                new Agent("", null, null, false),
                new Announcements(GREETING, "", ""),
                TurnSettings.defaults(),
                ChatLimits.defaults(),
                new Tools(List.of(), Map.of()),
                List.of());
    }

    public ChatPlan withSystemPrompt(String text) {
        return withAgent(new Agent(text, agent.voice, agent.model, agent.shortResponses));
    }

    public ChatPlan withAgent(Agent other) {
        return new ChatPlan(config, other, announcements, turns, limits, tools, webhooks);
    }

    public ChatPlan withAnnouncements(Announcements other) {
        return new ChatPlan(config, agent, other, turns, limits, tools, webhooks);
    }

    public ChatPlan withTurns(TurnSettings other) {
        return new ChatPlan(config, agent, announcements, other, limits, tools, webhooks);
    }

    public ChatPlan withLimits(ChatLimits other) {
        return new ChatPlan(config, agent, announcements, turns, other, tools, webhooks);
    }
}
