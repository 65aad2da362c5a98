package dev.trunkline.engine.chat;

import dev.trunkline.engine.hearing.Hearing;
import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.engine.mind.Template;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.engine.wire.SessionSettings;
import dev.trunkline.time.Scheduler;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * One chat: takes what the client sends to where it belongs. {@link Hearing} turns sound into words, {@link Floor} decides
 * who speaks, {@link Turn} is the agent speaking. Confined to the chat's loop.
 */
final class Chat implements ClientMessage.Receiver, Hearing.Listener {

    private static final long GREETING_PATIENCE_NANOS = 300_000_000L;
    private static final long CONTEXT_PATIENCE_NANOS = 2_000_000_000L; // later context is no reason for resuming
    private static final int MAX_TEXT_LENGTH = 10_000;
    private static final String UNCLEAR = "(unclear)"; // what the transcript shows for speech nobody could make out

    /**
     * Where a chat lives. Immutable.
     *
     * @param plan how this chat is to be held
     * @param scheduler of the loop
     * @param loop runs tasks on it, later
     */
    record Place(Equipment equipment, ChatPlan plan, Client client, Scheduler scheduler, Executor loop) {}

    private final Place place;
    private final Client client;
    private final ChatRequest request;
    private final ChatIds ids;
    private final Session session;
    private final Hearing hearing;
    private final Floor floor;
    private final ChatClock clock;
    private final Nudges nudges;
    private final long openedNanos;
    private boolean openingDue = true;

    Chat(Place place, ChatRequest request, ChatIds ids, ChatGroups.Group group) {
        ChatPlan plan = place.plan();
        this.place = place;
        this.client = place.client();
        this.request = request;
        this.ids = ids;
        this.session = new Session(plan.systemPrompt());
        this.hearing = new Hearing(place.equipment().hearing(), plan.turns(), place.scheduler(), place.loop(), this);
        this.floor = new Floor(place, session, group, hearing::isBusy);
        this.clock = new ChatClock(plan.limits(), place.scheduler(), this::onInactive, this::onTooLong);
        this.nudges = new Nudges(plan.limits(), place.scheduler(), floor);
        this.openedNanos = place.scheduler().nowNanos();
    }

    /** The socket is open: introduces itself and, if it should, begins to speak. */
    void open() {
        client.send(new ServerMessage.ChatMetadata(ids.chatId(), ids.chatGroupId(), ids.requestId()));
        request.settings().deliverTo(this);
        openConversation(false);
        if (openingDue && request.isResumed()) {
            place.scheduler().after(CONTEXT_PATIENCE_NANOS, () -> openingDue = false);
        } else if (openingDue) {
            // The greeting names a variable: the client's first message probably brings it.
            place.scheduler().after(GREETING_PATIENCE_NANOS, () -> openConversation(true));
        }
    }

    /** The socket is closed. */
    void close() {
        openingDue = false;
        clock.close();
        nudges.close();
        floor.close();
        hearing.close();
    }

    private void openConversation(boolean now) {
        String greeting = place.plan().announcements().onNewChat();
        if (!openingDue) {
            return;
        }
        if (request.isResumed()) {
            // A resumed chat just goes on, unless the client says what has happened in between.
            if (session.hasContext()) {
                openingDue = false;
                floor.reply(new Occasion.Resumed());
            }
        } else if (now || !Template.lacks(greeting, session.variables())) {
            openingDue = false;
            if (!greeting.isBlank()) {
                floor.say(Template.fill(greeting, session.variables()), false);
            }
        }
    }

    @Override
    public void onAudioInput(ClientMessage.AudioInput message) {
        switch (hearing.accept(message.audio())) {
            case HEARD -> {}
            case TOO_LONG ->
                client.fail(Problem.WHOLE_FILE, "Audio must be streamed; this message holds more than 10 seconds.", "");
            case UNKNOWN_FORMAT ->
                client.fail(
                        Problem.NOT_TRANSCRIBABLE,
                        "Unable to transcribe audio. Please ensure that your audio is appropriately encoded: linear16"
                                + " declared by session_settings.audio, or 16-bit PCM WAV.",
                        "");
        }
    }

    @Override
    public void onSettingsChange(ClientMessage.SettingsChange message) {
        SessionSettings settings = message.settings();
        session.apply(settings);
        if (settings.audio() != null) {
            hearing.declare(settings.audio());
        }
        openConversation(false);
    }

    @Override
    public void onUserInput(ClientMessage.UserInput message) {
        if (isTooLong(message.text())) {
            return;
        }
        long nowMillis = (place.scheduler().nowNanos() - openedNanos) / 1_000_000;
        client.send(new ServerMessage.UserMessage(message.text(), Map.of(), true, false, nowMillis, nowMillis));
        userSaid(message.text(), true);
    }

    @Override
    public void onAssistantInput(ClientMessage.AssistantInput message) {
        if (!isTooLong(message.text())) {
            floor.say(message.text(), true);
        }
    }

    @Override
    public void onToolResponse(ClientMessage.ToolResponse message) {
        floor.onToolResponse(message.toolCallId(), message.content());
    }

    @Override
    public void onToolError(ClientMessage.ToolError message) {
        floor.onToolError(message.toolCallId(), message.content());
    }

    @Override
    public void onPause() {
        floor.pause();
    }

    @Override
    public void onResume() {
        floor.resume();
    }

    @Override
    public void onMalformed(ClientMessage.Malformed message) {
        client.fail(message.problem(), message.detail(), "");
    }

    @Override
    public boolean isAgentSpeaking() {
        return floor.agentHasFloor();
    }

    @Override
    public void onSpeech(long runMillis) {
        nudges.callerSpoke();
        floor.onCallerSpeech(runMillis);
    }

    @Override
    public void onInterim(Hearing.Words words) {
        if (request.verboseTranscription() && !words.heard().text().isBlank()) {
            send(words, true);
        }
    }

    @Override
    public void onWords(Hearing.Words words) {
        send(words, false);
        userSaid(textOf(words), words.heard().understood());
    }

    @Override
    public void onNothing() {
        floor.onCallerNothing();
    }

    @Override
    public void onDeaf(Throwable cause) {
        client.fail(Problem.INTERNAL, "The ears failed.", String.valueOf(cause));
        floor.reply(new Occasion.CallerSpoke("", false, false));
    }

    private void send(Hearing.Words words, boolean interim) {
        client.send(new ServerMessage.UserMessage(
                textOf(words),
                words.scores(),
                false,
                interim,
                words.turn().beginMillis(),
                words.turn().endMillis()));
    }

    private static String textOf(Hearing.Words words) {
        return words.heard().text().isBlank() ? UNCLEAR : words.heard().text();
    }

    private void userSaid(String text, boolean understood) {
        openingDue = false;
        clock.userSpoke();
        nudges.callerSpoke();
        floor.onCallerWords(text, understood);
    }

    private boolean isTooLong(String text) {
        if (text.length() <= MAX_TEXT_LENGTH) {
            return false;
        }
        client.fail(Problem.BAD_FIELD, "The text is longer than " + MAX_TEXT_LENGTH + " characters.", "");
        return true;
    }

    private void onInactive() {
        client.fail(
                Problem.INACTIVE,
                "Chat was ended because no user message was received in "
                        + seconds(place.plan().limits().inactivityMillis()) + " seconds.",
                "");
    }

    private void onTooLong() {
        client.fail(
                Problem.TOO_LONG,
                "Chat was ended because it exceeded the max duration of "
                        + seconds(place.plan().limits().maxDurationMillis()) + " seconds.",
                "");
    }

    private static long seconds(long millis) {
        return millis / 1_000;
    }

    /** What the client's frames carry beside their own fields. */
    Session session() {
        return session;
    }
}
