package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.realtime.RealtimeCommand.ForcedMessage;
import dev.trunkline.ai.realtime.RealtimeCommand.FunctionOutput;
import dev.trunkline.ai.realtime.RealtimeCommand.ItemCreate;
import dev.trunkline.ai.realtime.RealtimeCommand.ItemDelete;
import dev.trunkline.ai.realtime.RealtimeCommand.ItemTruncate;
import dev.trunkline.ai.realtime.RealtimeCommand.Message;
import dev.trunkline.ai.realtime.RealtimeCommand.ResponseOptions;
import dev.trunkline.ai.realtime.RealtimeCommand.SessionUpdate;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.net.websocket.TextWriter;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the call asks of its session becomes the dialect's events. There is one as soon as the socket is open; after {@link #end} it does
 * nothing. Confined to the call's loop.
 */
final class RealtimeLeg implements AiLeg {

    private static final String SAY = "Say exactly these words, in this language, and nothing before or after them: ";
    private static final String CALL_NOTHING = "none";

    private final ClientSocket<RealtimeEvent> socket;
    private final TextWriter texts;
    private final RealtimeCodec codec;
    private final RealtimeDialect dialect;
    private final SessionText session;
    private final Scheduler scheduler;
    private final Runnable onClose;
    private final WantedResponses responses;
    private final WordsInOrder words;
    private final AgentItems items = new AgentItems();
    private final CalledTools tools = new CalledTools();
    private final List<String> passing = new ArrayList<>(); // contexts of the next answer
    private final List<String> beingUsed = new ArrayList<>(); // of the one that is made
    private SoundFormat hears = SoundFormat.PHONE;
    private GivenSound sent; // of the caller's
    private @Nullable OwnInterruptions interruptions;
    private @Nullable String lasting; // the context of all answers
    private long lastContext;
    private boolean unflushed;
    private boolean over;

    /** @param onClose when the call wants no more of it */
    RealtimeLeg(
            ClientSocket<RealtimeEvent> socket,
            RealtimeCodec codec,
            RealtimeDialect dialect,
            SessionText session,
            Scheduler scheduler,
            Runnable onClose) {
        this.socket = socket;
        this.texts = socket.texts();
        this.codec = codec;
        this.dialect = dialect;
        this.session = session;
        this.scheduler = scheduler;
        this.onClose = onClose;
        this.responses = new WantedResponses(this::send, this::flushAnswers, scheduler);
        this.words = new WordsInOrder(scheduler);
        this.sent = new GivenSound(hears, scheduler.nowNanos());
    }

    void end() {
        over = true;
        responses.end();
        words.end();
        if (interruptions != null) {
            interruptions.end();
        }
    }

    /** Who said what in the order in which it was said. */
    WordsInOrder words() {
        return words;
    }

    WantedResponses responses() {
        return responses;
    }

    AgentItems items() {
        return items;
    }

    CalledTools tools() {
        return tools;
    }

    /** Null where the far end decides. */
    @Nullable
    OwnInterruptions interruptions() {
        return interruptions;
    }

    /** Says what the session should be. */
    void open() {
        send(new SessionUpdate("session", session.opening()));
    }

    /** It is taken: the caller's sound is written so, and this was said before. */
    void ready(AgentProfile profile, SoundFormat format, OwnInterruptions.Agent agent) {
        hears = format;
        sent = new GivenSound(format, scheduler.nowNanos());
        interruptions = session.weDecide() ? new OwnInterruptions(format, scheduler, agent) : null;
        for (HeardLine line : profile.heard()) {
            boolean isCaller = line.speaker() == HeardLine.Speaker.CALLER;
            send(new ItemCreate(
                    isCaller
                            ? Message.ofCaller(line.text())
                            : Message.of("assistant", dialect.agentContentType(), line.text())));
        }
    }

    /** Greets a new caller. */
    void greet() {
        String greeting = session.greeting();
        if (greeting != null && dialect.speaksWordForWord()) {
            speak(greeting);
        } else if (greeting != null) {
            responses.greet(exactly(greeting));
        }
    }

    /** Leaves with the next flush. */
    void send(RealtimeCommand command) {
        if (!over) {
            socket.write(text -> codec.encode(command, text));
            unflushed = true;
        }
    }

    /** Sends what an event of the far end has made us write. */
    void flushAnswers() {
        if (unflushed) {
            flush();
        }
    }

    /** That item is not part of the conversation. */
    void forget(String itemId) {
        if (!itemId.isEmpty()) {
            send(new ItemDelete(itemId));
        }
    }

    /** The caller's turn is over: a far end that would answer it by itself is asked to, after a pause in which it may not. */
    void onCallerTurnOver() {
        if (interruptions == null && responses.isPaused()) {
            responses.want();
        }
    }

    /** An answer begins, of which contexts for one answer are part. */
    void useContexts() {
        beingUsed.addAll(passing);
        passing.clear();
    }

    /**
     * It is over, and so are they.
     *
     * @param inVain nothing came of it: they are for the next one
     */
    void onResponseOver(boolean inVain) {
        if (inVain) {
            passing.addAll(beingUsed);
        } else {
            beingUsed.forEach(this::forget);
        }
        beingUsed.clear();
    }

    @Override
    public SoundFormat hears() {
        return hears;
    }

    /** Far ends of this dialect tell words long after they were said: it is for us to say what is an interruption. */
    @Override
    public FarEndTraits traits() {
        return new FarEndTraits(FarEndTraits.Interruption.OURS, dialect.speaksWordForWord());
    }

    @Override
    public void sendAudio(byte[] sound, int lengthBytes) {
        if (over) {
            return;
        }
        codec.encodeAudio(sound, lengthBytes, texts);
        socket.sent(lengthBytes);
        sent.add(lengthBytes, scheduler.nowNanos());
        if (interruptions != null) {
            interruptions.hear(sound, lengthBytes);
        }
    }

    /** The caller's sound, since the leg is ready. */
    GivenSound sent() {
        return sent;
    }

    @Override
    public boolean hasRoom() {
        return socket.hasRoom();
    }

    @Override
    public void holdBack(boolean held) {
        socket.holdBack(held);
    }

    @Override
    public void heard(String messageId, long heardMillis) {
        String responseId = items.responseOf(messageId);
        if (responseId != null) {
            responses.cancel(responseId);
        }
        ItemTruncate truncate = items.heard(messageId, heardMillis);
        if (truncate != null) {
            send(truncate);
        }
        items.silence();
    }

    @Override
    public void userSaid(String text) {
        send(new ItemCreate(Message.ofCaller(text)));
        responses.want();
    }

    @Override
    public void speak(String text) {
        if (dialect.speaksWordForWord()) {
            send(new ItemCreate(ForcedMessage.of(text)));
        } else {
            responses.want(exactly(text));
        }
    }

    private static ResponseOptions exactly(String text) {
        return new ResponseOptions(SAY + text, CALL_NOTHING);
    }

    @Override
    public void context(String text, boolean persistent) {
        String id = (persistent ? "lasting_" : "context_") + ++lastContext;
        send(new ItemCreate(Message.ofSystem(id, text)));
        if (!persistent) {
            passing.add(id);
            return;
        }
        if (lasting != null) {
            forget(lasting); // the new one says it again
        }
        lasting = id;
    }

    @Override
    public void toolSucceeded(ToolCall tool, String content) {
        answer(tool, content);
    }

    @Override
    public void toolFailed(ToolCall tool, String error, String speakable) {
        answer(tool, speakable);
    }

    private void answer(ToolCall tool, String output) {
        if (tools.onAnswered(tool.id())) {
            send(new ItemCreate(new FunctionOutput(tool.id(), output)));
            if (!tools.areOpen()) {
                responses.want();
            }
        }
    }

    @Override
    public void pause() {
        if (!responses.isPaused()) {
            responses.pause();
            tellWhetherToAnswer(false);
        }
    }

    @Override
    public void resume() {
        if (responses.isPaused()) {
            tellWhetherToAnswer(true);
            responses.resume();
        }
    }

    private void tellWhetherToAnswer(boolean answers) {
        var change = session.answering(answers);
        if (change != null) {
            send(new SessionUpdate(null, change));
        }
    }

    @Override
    public void flush() {
        if (!over) {
            unflushed = false;
            texts.flushSoon();
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
