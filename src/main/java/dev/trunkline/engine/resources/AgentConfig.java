package dev.trunkline.engine.resources;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How chats are to be held, as EVI names it: the components are the fields of a config's JSON, and what nobody has posted
 * is null. {@link #over} fills it up; from that come the JSON that is shown and the {@link #plan} of a chat. Immutable.
 *
 * @param prompt the agent's instructions; null for the engine's own
 * @param languageModel what thinks
 * @param ellmModel how EVI's own model answers
 * @param tools functions that the client runs; null for the engine's own
 * @param webhooks who is told about the chats; null for those of the engine
 */
record AgentConfig(
        String eviVersion,
        @Nullable PromptMention prompt,
        @Nullable VoiceChoice voice,
        ModelChoice languageModel,
        ShortResponses ellmModel,
        @Nullable List<ToolMention> tools,
        @Nullable List<BuiltinTool> builtinTools,
        EventMessages eventMessages,
        Timeouts timeouts,
        Nudges nudges,
        TurnDetection turnDetection,
        Interruption interruption,
        @Nullable List<Webhook> webhooks) {

    static final String EVI_3 = "3";
    static final int MAX_SECONDS = 1_800; // EVI ends every chat then
    private static final long NUDGE_MILLIS = 10_000; // EVI's default is not documented

    @SuppressWarnings("NullAway") // what was stored may lack any of them
    AgentConfig {
        languageModel = requireNonNullElse(languageModel, new ModelChoice(null, null, null));
        ellmModel = requireNonNullElse(ellmModel, new ShortResponses(null));
        eventMessages = requireNonNullElse(eventMessages, new EventMessages(null, null, null));
        timeouts = requireNonNullElse(timeouts, new Timeouts(null, null));
        nudges = requireNonNullElse(nudges, new Nudges(null, null));
        turnDetection = requireNonNullElse(turnDetection, new TurnDetection(null, null, null));
        interruption = requireNonNullElse(interruption, new Interruption(null));
    }

    /**
     * A prompt of its own, or that of somebody else; stored only with an id.
     *
     * @param version null for always the newest
     */
    record PromptMention(
            @Nullable String id,
            @Nullable String text,
            @Nullable Integer version,
            Prompt.@Nullable Expansion promptExpansion) {}

    /** @param version null for always the newest */
    record ToolMention(String id, @Nullable Integer version) {}

    /** There is no library of voices here: a voice's name is its id, and the other way round. */
    record VoiceChoice(
            @Nullable String provider,
            @Nullable String name,
            @Nullable String id) {

        VoiceChoice filled() {
            return new VoiceChoice(or(provider, "CUSTOM_VOICE"), isEmpty(name) ? id : name, isEmpty(id) ? name : id);
        }
    }

    record ModelChoice(
            @Nullable String modelProvider,
            @Nullable String modelResource,
            @Nullable Double temperature) {

        /** Another model has a temperature of its own. */
        ModelChoice over(ModelChoice under) {
            return modelProvider != null
                    ? this
                    : new ModelChoice(under.modelProvider, under.modelResource, or(temperature, under.temperature));
        }

        LanguageModel model() {
            return new LanguageModel(requireNonNull(modelProvider), requireNonNull(modelResource), temperature);
        }
    }

    record ShortResponses(@Nullable Boolean allowShortResponses) {}

    record BuiltinTool(String name, @Nullable String fallbackContent) {}

    record EventMessages(
            @Nullable Message onNewChat,
            @Nullable Message onInactivityTimeout,
            @Nullable Message onMaxDurationTimeout) {

        EventMessages over(EventMessages under) {
            return new EventMessages(
                    or(onNewChat, under.onNewChat),
                    or(onInactivityTimeout, under.onInactivityTimeout),
                    or(onMaxDurationTimeout, under.onMaxDurationTimeout));
        }
    }

    /** @param text null or empty leaves the words to the model */
    record Message(boolean enabled, @Nullable String text) {

        private static Message of(ChatPlan.Announcement announcement) {
            return new Message(announcement.enabled(), announcement.text());
        }

        private static ChatPlan.Announcement announcement(@Nullable Message message) {
            return message == null || !message.enabled
                    ? ChatPlan.Announcement.of("")
                    : new ChatPlan.Announcement(true, requireNonNullElse(message.text, ""));
        }
    }

    record Timeouts(@Nullable Timeout inactivity, @Nullable Timeout maxDuration) {

        Timeouts over(Timeouts under) {
            return new Timeouts(
                    inactivity == null ? under.inactivity : inactivity.over(requireNonNull(under.inactivity)),
                    maxDuration == null ? under.maxDuration : maxDuration.over(requireNonNull(under.maxDuration)));
        }
    }

    /** @param durationSecs whole when it was posted, but an engine may be set more finely */
    record Timeout(boolean enabled, @Nullable Number durationSecs) {

        Timeout over(Timeout under) {
            return new Timeout(enabled, or(durationSecs, under.durationSecs));
        }

        private static long millis(@Nullable Timeout timeout) {
            return timeout == null || !timeout.enabled
                    ? MAX_SECONDS * 1_000L
                    : AgentConfig.millis(requireNonNull(timeout.durationSecs));
        }
    }

    record Nudges(@Nullable Boolean enabled, @Nullable Number intervalSecs) {

        Nudges over(Nudges under) {
            return new Nudges(or(enabled, under.enabled), or(intervalSecs, under.intervalSecs));
        }

        private long intervalMillis() {
            return requireNonNull(enabled) ? millis(requireNonNull(intervalSecs)) : 0;
        }
    }

    record TurnDetection(
            @Nullable Integer endOfTurnSilenceMs,
            @Nullable Double speechDetectionThreshold,
            @Nullable Integer prefixPaddingMs) {

        TurnDetection over(TurnDetection under) {
            return new TurnDetection(
                    or(endOfTurnSilenceMs, under.endOfTurnSilenceMs),
                    or(speechDetectionThreshold, under.speechDetectionThreshold),
                    or(prefixPaddingMs, under.prefixPaddingMs));
        }
    }

    record Interruption(@Nullable Integer minInterruptionMs) {}

    record Webhook(String url, List<String> events) {}

    /** What a config says that says nothing. */
    static AgentConfig of(ChatPlan plan) {
        ChatPlan.Agent agent = plan.agent();
        LanguageModel model = agent.model() == null ? LanguageModel.DEFAULT : agent.model();
        ChatPlan.Announcements words = plan.announcements();
        ChatLimits limits = plan.limits();
        boolean isNudged = limits.nudgeAfterMillis() > 0;
        TurnSettings turns = plan.turns();
        return new AgentConfig(
                EVI_3,
                null,
                agent.voice() == null ? null : new VoiceChoice(null, agent.voice(), null).filled(),
                new ModelChoice(model.provider(), model.resource(), model.temperature()),
                new ShortResponses(agent.shortResponses()),
                null,
                plan.tools().builtin().entrySet().stream()
                        .map(tool ->
                                new BuiltinTool(tool.getKey(), tool.getValue().isEmpty() ? null : tool.getValue()))
                        .toList(),
                new EventMessages(
                        Message.of(words.onNewChat()),
                        Message.of(words.onInactivity()),
                        Message.of(words.onMaxDuration())),
                new Timeouts(
                        new Timeout(true, seconds(limits.inactivityMillis())),
                        new Timeout(true, seconds(limits.maxDurationMillis()))),
                new Nudges(isNudged, seconds(isNudged ? limits.nudgeAfterMillis() : NUDGE_MILLIS)),
                new TurnDetection(
                        turns.endOfTurnSilence().nominalMillis(),
                        turns.speechDetectionThreshold(),
                        turns.prefixPaddingMillis()),
                new Interruption(turns.minInterruptionMillis()),
                plan.webhooks().stream()
                        .map(webhook -> new Webhook(
                                webhook.url().toString(),
                                webhook.events().stream().sorted().toList()))
                        .toList());
    }

    /** The whole config: with what {@code under} says, which is whole, where it says nothing. */
    AgentConfig over(AgentConfig under) {
        return new AgentConfig(
                eviVersion,
                prompt,
                voice == null ? under.voice : voice.filled(),
                languageModel.over(under.languageModel),
                eviVersion.equals(EVI_3)
                        ? new ShortResponses(or(ellmModel.allowShortResponses, under.ellmModel.allowShortResponses))
                        : new ShortResponses(false),
                tools,
                or(builtinTools, under.builtinTools),
                eventMessages.over(under.eventMessages),
                timeouts.over(under.timeouts),
                nudges.over(under.nudges),
                turnDetection.over(under.turnDetection),
                new Interruption(or(interruption.minInterruptionMs, under.interruption.minInterruptionMs)),
                or(webhooks, under.webhooks));
    }

    /**
     * As it is stored. EVI documents that new versions inherit one field, short responses, when they leave it out.
     *
     * @param mention of its prompt, with an id
     * @param previous the version before; null for the first
     */
    AgentConfig settled(@Nullable PromptMention mention, @Nullable AgentConfig previous) {
        return new AgentConfig(
                eviVersion,
                mention,
                voice,
                languageModel,
                previous != null && eviVersion.equals(EVI_3) && ellmModel.allowShortResponses == null
                        ? previous.ellmModel
                        : ellmModel,
                tools,
                builtinTools,
                eventMessages,
                timeouts,
                nudges,
                turnDetection,
                interruption,
                webhooks);
    }

    /**
     * How a chat is held by it.
     *
     * @param mentioned its prompt and its tools
     * @param defaults where it says nothing
     */
    ChatPlan plan(ChatPlan.ConfigRef ref, MentionedResources mentioned, ChatPlan defaults) {
        AgentConfig whole = over(of(defaults));
        return new ChatPlan(
                ref,
                new ChatPlan.Agent(
                        mentioned.prompt() == null
                                ? defaults.agent().systemPrompt()
                                : mentioned.prompt().body().text(),
                        whole.voice == null ? null : whole.voice.name,
                        whole.languageModel.model(),
                        requireNonNull(whole.ellmModel.allowShortResponses)),
                new ChatPlan.Announcements(
                        Message.announcement(whole.eventMessages.onNewChat),
                        Message.announcement(whole.eventMessages.onInactivityTimeout),
                        Message.announcement(whole.eventMessages.onMaxDurationTimeout)),
                new TurnSettings(
                        turnDetection.endOfTurnSilenceMs == null
                                ? defaults.turns().endOfTurnSilence()
                                : EndOfTurnSilence.fixed(turnDetection.endOfTurnSilenceMs),
                        requireNonNull(whole.turnDetection.speechDetectionThreshold),
                        requireNonNull(whole.turnDetection.prefixPaddingMs),
                        requireNonNull(whole.interruption.minInterruptionMs),
                        defaults.turns().playbackAware(),
                        defaults.turns().weighsInterruptions()),
                new ChatLimits(
                        Timeout.millis(whole.timeouts.inactivity),
                        Timeout.millis(whole.timeouts.maxDuration),
                        whole.nudges.intervalMillis(),
                        defaults.limits().maxNudges()),
                new ChatPlan.Tools(
                        tools == null ? defaults.tools().functions() : mentioned.definitions(),
                        requireNonNull(whole.builtinTools).stream()
                                .collect(Collectors.toMap(
                                        BuiltinTool::name,
                                        tool -> requireNonNullElse(tool.fallbackContent, ""),
                                        (first, last) -> last))),
                requireNonNull(whole.webhooks).stream()
                        .map(webhook -> new ChatPlan.Webhook(URI.create(webhook.url), Set.copyOf(webhook.events)))
                        .toList());
    }

    private static Number seconds(long millis) {
        if (millis % 1_000 == 0) {
            return millis / 1_000; // by itself, because ?: would make a double of it
        }
        return millis / 1_000.0;
    }

    private static long millis(Number seconds) {
        return Math.round(seconds.doubleValue() * 1_000);
    }

    private static <T> @Nullable T or(@Nullable T own, @Nullable T otherwise) {
        return own == null ? otherwise : own;
    }

    static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
