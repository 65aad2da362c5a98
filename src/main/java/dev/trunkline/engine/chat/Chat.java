package dev.trunkline.engine.chat;

import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.conversation.ChatGroups;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.turns.AgentTurn;
import dev.trunkline.engine.turns.CallerInput;
import dev.trunkline.engine.turns.CallerState;
import dev.trunkline.engine.turns.ChatContext;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.turns.Greeting;
import dev.trunkline.engine.turns.MessageRate;
import dev.trunkline.engine.turns.Nudges;
import dev.trunkline.engine.turns.PlayerReadyClient;
import dev.trunkline.engine.turns.ResponseLatency;
import dev.trunkline.engine.turns.Session;
import dev.trunkline.engine.turns.TurnTaking;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
    private final PlayerReadyClient client;
    private final SteeringClient steering;
    private final ChatRequest request;
    private final Session session;
    private final TurnTaking turnTaking;
    private final CallerInput caller;
    private final Greeting greeting;
    private final ChatClock clock;
    private final MessageRate rate;
    private final Nudges nudges;
    private final Holdings holdings;
    private final ClientSettings settings;

    private Chat(
            ChatDependencies dependencies,
            ChatContext context,
            SteeringClient steering,
            ChatRequest request,
            ChatGroups.Group group) {
        ChatPlan plan = context.plan();
        this.context = context;
        this.client = context.client();
        this.steering = steering;
        this.request = request;
        this.session = new Session(plan, context.agent().builtinTools());
        this.turnTaking =
                new TurnTaking(context, session, new ConversationView(group, request.eventLimit()), new Caller());
        this.caller = new CallerInput(context, request.verboseTranscription(), turnTaking, this);
        String usualGreeting = dependencies.plan().announcements().onNewChat().text();
        this.greeting = new Greeting(context, request.isResumed(), usualGreeting, session, turnTaking);
        this.clock = new ChatClock(context, session, turnTaking);
        this.rate = new MessageRate(client::holdBack, context.scheduler(), MAX_AHEAD_NANOS);
        this.nudges = new Nudges(plan.limits(), context.scheduler(), session, turnTaking);
        this.holdings = new Holdings(dependencies.budget(), client);
        this.settings = new ClientSettings(context, session, holdings, caller, greeting, nudges);
    }

    /**
     * A chat that is not open yet.
     *
     * @param client at its other end
     * @param scheduler of the chat's loop
     * @param loop runs tasks on it, later
     */
    static Chat of(
            ChatDependencies dependencies,
            ChatSetup.Welcome welcome,
            ChatRequest request,
            ChatIds ids,
            Client client,
            Scheduler scheduler,
            Executor loop) {
        AgentParts agent = dependencies.agent();
        ChatStores stores = dependencies.stores();
        SteeringClient steering = new SteeringClient(client, ids.requestId());
        ChatContext context = new ChatContext(
                agent,
                welcome.plan(),
                ids,
                new PlayerReadyClient(steering, request.knowsProsody(), request.playbackHold(), scheduler),
                new ChatHistoryWriter(stores.history(), ids, agent.wallClock()),
                stores.recordings().begin(ids.chatId()),
                new ResponseLatency(agent.meter(), scheduler),
                scheduler,
                loop);
        return new Chat(dependencies, context, steering, request, welcome.group());
    }

    /** The socket is open: introduces itself and, if it should, begins to speak. */
    void open() {
        ClientMessage first = request.settings();
        if (first instanceof ClientMessage.SettingsChange change) {
            session.apply(change.settings()); // so that even the first message carries the session's name
        }
        ChatIds ids = context.ids();
        client.send(new ServerMessage.ChatMetadata(ids.chatId(), ids.chatGroupId(), ids.requestId()));
        client.begin();
        context.history().opened(context.plan().config(), session.systemPrompt());
        if (first instanceof ClientMessage.SettingsChange change) {
            settings.settle(change);
        } else if (first != null) {
            first.deliverTo(this);
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
    ControlResult steer(ClientMessage message) {
        return steering.steer(() -> message.deliverTo(this));
    }

    @Override
    public void onAudioInput(ClientMessage.AudioInput message) {
        client.clientSounds();
        onRejectedSound(caller.accept(message.audio()));
    }

    @Override
    public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
        UnheardSound.tell(client, verdict, caller.container());
    }

    @Override
    public void onSettingsChange(ClientMessage.SettingsChange message) {
        settings.change(message);
    }

    @Override
    public void onUserInput(ClientMessage.UserInput message) {
        if (holdings.admitText(message.text().length())) {
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
        if (holdings.admitText(message.content().length())) {
            turnTaking.tools().onResponse(message);
        }
    }

    @Override
    public void onToolError(ClientMessage.ToolError message) {
        String content = message.content();
        if (holdings.admitText(message.error().length() + (content == null ? 0 : content.length()))) {
            turnTaking.tools().onError(message);
        }
    }

    @Override
    public void onPause() {
        if (steering.isSteered()) {
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
        context.history().named(customSessionId);
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

    /** What the turns are taken with; made before the caller's input is, which needs them. */
    private final class Caller implements CallerState {
        @Override
        public boolean isSpeaking() {
            return caller.isSpeaking();
        }

        @Override
        public boolean isBusy() {
            return caller.isBusy();
        }
    }

    /** What the client calls the chat by now; every message carries it. */
    @Nullable
    String customSessionId() {
        return session.customSessionId();
    }
}
