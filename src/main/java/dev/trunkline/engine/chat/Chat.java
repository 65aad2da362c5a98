package dev.trunkline.engine.chat;

import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.Recording;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.engine.wire.SessionSettings;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.Executor;

/**
 * One chat: takes what the client sends to where it belongs. {@link Caller} turns sound into words by {@link SpeechPipeline},
 * {@link Floor} decides who speaks, {@link Turn} is the agent speaking. Confined to the chat's loop.
 */
final class Chat implements ClientMessage.Receiver, Caller.Listener {

    private static final int MAX_SPOKEN_CHARS = 100_000; // two hours of speech; EVI ends every chat after half an hour

    /** A hundred messages a second, beside sound, and two hundred at once: ten times what any client needs. */
    private static final long MESSAGE_NANOS = 10_000_000L;

    private static final long MAX_AHEAD_NANOS = 2_000_000_000L;

    /**
     * Where a chat lives. Immutable.
     *
     * @param plan how this chat is to be held
     * @param journal keeps what happens
     * @param recording keeps how it sounds
     * @param watch times the answers
     * @param scheduler of the loop
     * @param loop runs tasks on it, later
     */
    record Place(
            Equipment equipment,
            ChatPlan plan,
            ChatIds ids,
            Delivery client,
            ChatJournal journal,
            Recording recording,
            TurnWatch watch,
            Scheduler scheduler,
            Executor loop) {

        /** With a journal, a recording and a watch of its own. */
        static Place of(
                Equipment equipment,
                ChatPlan plan,
                ChatIds ids,
                Client client,
                ChatRequest request,
                Scheduler scheduler,
                Executor loop) {
            ChatStores stores = equipment.stores();
            return new Place(
                    equipment,
                    plan,
                    ids,
                    new Delivery(client, request.knowsProsody(), scheduler),
                    new ChatJournal(stores.history(), ids, equipment.wallClock()),
                    stores.recordings().begin(ids.chatId()),
                    new TurnWatch(equipment.meter(), scheduler),
                    scheduler,
                    loop);
        }
    }

    private final Place place;
    private final Delivery client;
    private final ChatRequest request;
    private final Session session;
    private final Floor floor;
    private final Caller caller;
    private final Opening opening;
    private final ChatClock clock;
    private final Pace pace;
    private final Nudges nudges;
    private final Holdings holdings;
    private boolean steered;

    Chat(Place place, ChatRequest request, ChatGroups.Group group) {
        ChatPlan plan = place.plan();
        this.place = place;
        this.client = place.client();
        this.request = request;
        this.session = new Session(plan, place.equipment().builtinTools());
        this.floor = new Floor(place, session, new Dialogue(group, request.eventLimit()), this::isCallerBusy);
        this.caller = new Caller(place, request.verboseTranscription(), floor, this);
        this.opening = new Opening(place, request.isResumed(), session, floor);
        this.clock = new ChatClock(plan.limits(), place.scheduler(), this::onInactive, this::onTooLong);
        this.pace = new Pace(client, place.scheduler(), MAX_AHEAD_NANOS);
        this.nudges = new Nudges(plan.limits(), place.scheduler(), session, floor);
        this.holdings = new Holdings(place.equipment().room());
    }

    /** The socket is open: introduces itself and, if it should, begins to speak. */
    void open() {
        ClientMessage settings = request.settings();
        if (settings instanceof ClientMessage.SettingsChange change) {
            session.apply(change.settings()); // so that even the first message carries the session's name
        }
        ChatIds ids = place.ids();
        client.send(new ServerMessage.ChatMetadata(ids.chatId(), ids.chatGroupId(), ids.requestId()));
        client.begin();
        place.journal().opened(place.plan().config(), session.systemPrompt());
        if (settings instanceof ClientMessage.SettingsChange change) {
            settle(change);
        } else if (settings != null) {
            settings.deliverTo(this);
        }
        opening.begin();
    }

    /** The client sent {@code message}. */
    void receive(ClientMessage message) {
        if (!(message instanceof ClientMessage.AudioInput)) { // which has a pace of its own
            pace.spend(MESSAGE_NANOS);
            pace.keep();
        }
        message.deliverTo(this);
    }

    /** The socket is closed. */
    void close(ChatEntry.Status status) {
        opening.skip();
        clock.close();
        nudges.close();
        floor.close();
        caller.close();
        client.end();
        holdings.close();
        place.recording().close();
        place.journal().ended(status);
    }

    /** Takes {@code message} of the control plane, of which the chat's own client knows nothing. */
    void steer(ClientMessage message) {
        steered = true;
        try {
            message.deliverTo(this);
        } finally {
            steered = false;
        }
    }

    @Override
    public void onAudioInput(ClientMessage.AudioInput message) {
        client.clientSounds();
        onRejectedSound(caller.accept(message.audio()));
    }

    @Override
    public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> {}
            case TOO_LONG ->
                client.fail(Problem.WHOLE_FILE, "Audio must be streamed; this message holds more than 10 seconds.", "");
            case UNKNOWN_FORMAT, UNDECODABLE ->
                client.fail(Problem.NOT_TRANSCRIBABLE, UnheardSound.message(caller.container()), "");
        }
    }

    @Override
    public void onSettingsChange(ClientMessage.SettingsChange message) {
        if (isTooMuch(holdings.admitSettings(session.chars() + message.json().length()))) {
            return;
        }
        session.apply(message.settings());
        holdings.settleSettings(session.chars());
        settle(message);
        opening.settingsChanged();
        SessionSettings.Context context = message.settings().context();
        if (context != null && !context.persistent()) {
            nudges.told();
        }
    }

    private void settle(ClientMessage.SettingsChange change) {
        place.journal().settingsChanged(change.json(), change.settings().metadataJson());
        session.missing(change.settings())
                .forEach(name -> client.fail(
                        Problem.BAD_FIELD,
                        "The builtin tool '" + name + "' is not available here"
                                + (name.equals(WebSearch.TOOL) ? ": this engine has no search endpoint." : "."),
                        ""));
        AudioFormat format = session.audio();
        if (change.settings().audio() != null && format != null) {
            caller.declare(format);
        }
    }

    @Override
    public void onUserInput(ClientMessage.UserInput message) {
        if (!isTooMuch(holdings.admitText(message.text().length()))) {
            caller.type(message.text());
        }
    }

    @Override
    public void onAssistantInput(ClientMessage.AssistantInput message) {
        opening.clientSpeaks();
        if (message.text().length() > MAX_SPOKEN_CHARS) {
            client.fail(
                    Problem.BAD_FIELD,
                    "The text is longer than " + MAX_SPOKEN_CHARS + " characters, which nobody can say in one chat.",
                    "");
        } else {
            floor.say(message.text(), true);
        }
    }

    @Override
    public void onToolResponse(ClientMessage.ToolResponse message) {
        if (!isTooMuch(holdings.admitText(message.content().length()))) {
            floor.tools().onResponse(message);
        }
    }

    @Override
    public void onToolError(ClientMessage.ToolError message) {
        String content = message.content();
        if (!isTooMuch(holdings.admitText(message.error().length() + (content == null ? 0 : content.length())))) {
            floor.tools().onError(message);
        }
    }

    @Override
    public void onPause() {
        if (steered) {
            floor.hush();
        }
        floor.pause();
    }

    @Override
    public void onResume() {
        floor.resume();
    }

    @Override
    public void onSessionNamed(String customSessionId) {
        session.name(customSessionId);
    }

    @Override
    public void onMalformed(ClientMessage.Malformed message) {
        client.fail(message.problem(), message.detail(), "");
    }

    @Override
    public void onCallerSound() {
        nudges.callerSpoke();
    }

    @Override
    public void onUserMessage() {
        opening.skip();
        clock.userSpoke();
        nudges.callerSpoke();
    }

    private boolean isCallerBusy() {
        return caller.isBusy();
    }

    private boolean isTooMuch(boolean admitted) {
        if (!admitted) {
            client.fail(
                    Problem.INTERNAL,
                    "There is no room for so much now: other chats hold large messages, too. Send less, or try again later.",
                    "");
        }
        return !admitted;
    }

    private void onInactive() {
        leave(
                place.plan().announcements().onInactivity(),
                new Trigger.Ending(true),
                Problem.INACTIVE,
                "Chat was ended because no user message was received in "
                        + seconds(place.plan().limits().inactivityMillis()) + " seconds.");
    }

    private void onTooLong() {
        leave(
                place.plan().announcements().onMaxDuration(),
                new Trigger.Ending(false),
                Problem.TOO_LONG,
                "Chat was ended because it exceeded the max duration of "
                        + seconds(place.plan().limits().maxDurationMillis()) + " seconds.");
    }

    private void leave(ChatPlan.Announcement farewell, Trigger.Ending ending, Problem problem, String message) {
        Runnable last = () -> client.fail(problem, message, "");
        if (farewell.isTheMinds()) {
            floor.leave(ending, last);
        } else {
            floor.leave(session.fill(farewell.text()), last);
        }
    }

    private static long seconds(long millis) {
        return millis / 1_000;
    }

    /** What the client's frames carry beside their own fields. */
    Session session() {
        return session;
    }
}
