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
 * @param systemPrompt the mind's instructions, with {@code {{variables}}}; a session's own replaces it
 * @param announcements what is said at the chat's turning points
 * @param turns when turns end
 * @param limits how long the chat may last
 * @param tools functions that the client runs, besides those its session offers
 * @param builtinTools by name, what may be said when they fail; empty text for nothing special
 * @param voice the name of the voice to speak with, or null for the engine's own
 * @param model what is to think, or null for the engine's own mind
 * @param shortResponses whether a short first answer may bridge the mind's thinking (EVI's {@code allow_short_responses})
 * @param webhooks who is told about this chat
 */
public record ChatPlan(
        @Nullable ConfigRef config,
        String systemPrompt,
        Announcements announcements,
        TurnSettings turns,
        ChatLimits limits,
        List<ToolDefinition> tools,
        Map<String, String> builtinTools,
        @Nullable String voice,
        @Nullable LanguageModel model,
        boolean shortResponses,
        List<Webhook> webhooks) {

    private static final String GREETING = "Hello, thank you for calling. How can I help you?";

    public ChatPlan {
        tools = List.copyOf(tools);
        builtinTools = Map.copyOf(builtinTools);
        webhooks = List.copyOf(webhooks);
    }

    /** A config and its version. */
    public record ConfigRef(String id, int version) {}

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
     * @param text word for word, with {@code {{variables}}}; empty when the mind finds the words
     */
    public record Announcement(boolean enabled, String text) {

        static final Announcement SILENCE = new Announcement(false, "");

        /** Word for word; empty text says nothing. */
        public static Announcement of(String text) {
            return text.isBlank() ? SILENCE : new Announcement(true, text);
        }

        /** Whether the mind finds the words, by its prompt. */
        public boolean isTheMinds() {
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
                "",
                new Announcements(GREETING, "", ""),
                TurnSettings.defaults(),
                ChatLimits.defaults(),
                List.of(),
                Map.of(),
                null,
                null,
                false,
                List.of());
    }

    public ChatPlan withSystemPrompt(String text) {
        return new ChatPlan(
                config,
                text,
                announcements,
                turns,
                limits,
                tools,
                builtinTools,
                voice,
                model,
                shortResponses,
                webhooks);
    }

    public ChatPlan withAnnouncements(Announcements words) {
        return new ChatPlan(
                config,
                systemPrompt,
                words,
                turns,
                limits,
                tools,
                builtinTools,
                voice,
                model,
                shortResponses,
                webhooks);
    }

    public ChatPlan withTurns(TurnSettings settings) {
        return new ChatPlan(
                config,
                systemPrompt,
                announcements,
                settings,
                limits,
                tools,
                builtinTools,
                voice,
                model,
                shortResponses,
                webhooks);
    }

    public ChatPlan withLimits(ChatLimits newLimits) {
        return new ChatPlan(
                config,
                systemPrompt,
                announcements,
                turns,
                newLimits,
                tools,
                builtinTools,
                voice,
                model,
                shortResponses,
                webhooks);
    }
}
