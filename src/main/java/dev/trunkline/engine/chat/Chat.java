package dev.trunkline.engine.chat;

import dev.trunkline.engine.conversation.ChatGroups;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.turns.AgentTurn;
import dev.trunkline.engine.turns.CallerInput;
import dev.trunkline.engine.turns.ChatContext;
import dev.trunkline.engine.turns.Delivery;
import dev.trunkline.engine.turns.Greeting;
import dev.trunkline.engine.turns.MessageRate;
import dev.trunkline.engine.turns.Nudges;
import dev.trunkline.engine.turns.Session;
import dev.trunkline.engine.turns.TurnTaking;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.engine.wire.SessionSettings;

/**
 * One chat: takes what the client sends to where it belongs. {@link CallerInput} turns sound into words by {@link SpeechPipeline},
 * {@link TurnTaking} decides who speaks, {@link AgentTurn} is the agent speaking. Confined to the chat's loop.
 */
final class Chat implements ClientMessage.Receiver, CallerInput.Listener {

    private static final int MAX_SPOKEN_CHARS = 100_000; // two hours of speech; EVI ends every chat after half an hour

    /** A hundred messages a second, beside sound, and two hundred at once: ten times what any client needs. */
    private static final long MESSAGE_NANOS = 10_000_000L;

    private static final long MAX_AHEAD_NANOS = 2_000_000_000L;

    private final ChatContext context;
    private final Delivery client;
    private final ChatRequest request;
    private final Session session;
    private final TurnTaking turnTaking;
    private final CallerInput caller;
    private final Greeting greeting;
    private final ChatClock clock;
    private final MessageRate rate;
    private final Nudges nudges;
    private final Holdings holdings;
    private boolean steered;

    Chat(ChatDependencies dependencies, ChatContext context, ChatRequest request, ChatGroups.Group group) {
        ChatPlan plan = context.plan();
        this.context = context;
        this.client = context.client();
        this.request = request;
        this.session = new Session(plan, context.agent().builtinTools());
        this.turnTaking =
                new TurnTaking(context, session, new ConversationView(group, request.eventLimit()), this::isCallerBusy);
        this.caller = new CallerInput(context, request.verboseTranscription(), turnTaking, this);
        this.greeting = new Greeting(
                context,
                request.isResumed(),
                dependencies.plan().announcements().onNewChat().text(),
                session,
                turnTaking);
        this.clock = new ChatClock(plan.limits(), context.scheduler(), this::onInactive, this::onTooLong);
        this.rate = new MessageRate(client, context.scheduler(), MAX_AHEAD_NANOS);
        this.nudges = new Nudges(plan.limits(), context.scheduler(), session, turnTaking);
        this.holdings = new Holdings(dependencies.budget());
    }

    /** The socket is open: introduces itself and, if it should, begins to speak. */
    void open() {
        ClientMessage settings = request.settings();
        if (settings instanceof ClientMessage.SettingsChange change) {
            session.apply(change.settings()); // so that even the first message carries the session's name
        }
        ChatIds ids = context.ids();
        client.send(new ServerMessage.ChatMetadata(ids.chatId(), ids.chatGroupId(), ids.requestId()));
        client.begin();
        context.history().opened(context.plan().config(), session.systemPrompt());
        if (settings instanceof ClientMessage.SettingsChange change) {
            settle(change);
        } else if (settings != null) {
            settings.deliverTo(this);
        }
        greeting.begin();
    }

    /** The client sent {@code message}. */
    void receive(ClientMessage message) {
        if (!(message instanceof ClientMessage.AudioInput)) { // which has a rate of its own
            rate.spend(MESSAGE_NANOS);
            rate.keep();
        }
        message.deliverTo(this);
    }

    /** The socket is closed. */
    void close(ChatEntry.Status status) {
        greeting.skip();
        clock.close();
        nudges.close();
        turnTaking.close();
        caller.close();
        client.end();
        holdings.close();
        context.recording().close();
        context.history().ended(status);
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
        greeting.settingsChanged();
        SessionSettings.Context told = message.settings().context();
        if (told != null && !told.persistent()) {
            nudges.told();
        }
    }

    private void settle(ClientMessage.SettingsChange change) {
        context.history().settingsChanged(change.json(), change.settings().metadataJson());
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
        greeting.clientSpeaks();
        if (message.text().length() > MAX_SPOKEN_CHARS) {
            client.fail(
                    Problem.BAD_FIELD,
                    "The text is longer than " + MAX_SPOKEN_CHARS + " characters, which nobody can say in one chat.",
                    "");
        } else {
            turnTaking.say(message.text(), true);
        }
    }

    @Override
    public void onToolResponse(ClientMessage.ToolResponse message) {
        if (!isTooMuch(holdings.admitText(message.content().length()))) {
            turnTaking.tools().onResponse(message);
        }
    }

    @Override
    public void onToolError(ClientMessage.ToolError message) {
        String content = message.content();
        if (!isTooMuch(holdings.admitText(message.error().length() + (content == null ? 0 : content.length())))) {
            turnTaking.tools().onError(message);
        }
    }

    @Override
    public void onPause() {
        if (steered) {
            turnTaking.hush();
        }
        turnTaking.pause();
    }

    @Override
    public void onResume() {
        turnTaking.resume();
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
        greeting.skip();
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
                context.plan().announcements().onInactivity(),
                new Trigger.Ending(true),
                Problem.INACTIVE,
                "Chat was ended because no user message was received in "
                        + seconds(context.plan().limits().inactivityMillis()) + " seconds.");
    }

    private void onTooLong() {
        leave(
                context.plan().announcements().onMaxDuration(),
                new Trigger.Ending(false),
                Problem.TOO_LONG,
                "Chat was ended because it exceeded the max duration of "
                        + seconds(context.plan().limits().maxDurationMillis()) + " seconds.");
    }

    private void leave(ChatPlan.Announcement farewell, Trigger.Ending ending, Problem problem, String message) {
        Runnable last = () -> client.fail(problem, message, "");
        if (farewell.isTheMinds()) {
            turnTaking.leave(ending, last);
        } else {
            turnTaking.leave(session.fill(farewell.text()), last);
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
