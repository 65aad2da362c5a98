package dev.trunkline.engine.realtime.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.realtime.wire.ClientEventReader;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEventWriter;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.connection.MemoryBudget;
import dev.trunkline.testing.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One session in virtual time, with everything around it in the hands of a test: a voice that hums, ears that are told what they hear, and any
 * mind. There are no sockets and no threads.
 */
final class SessionScene implements Peer {

    static final Instant BEGINNING = EmbeddedFace.BEGINNING;

    static final String CHAT_ID = "chat";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RATE_HZ = 24_000;
    private static final int FRAME_MILLIS = 20;
    private static final int HERTZ = 300;

    final ManualScheduler time = new ManualScheduler();
    final TestEngine.ToldEars ears = new TestEngine.ToldEars();
    final TestEngine.HummingVoice voice = new TestEngine.HummingVoice();
    final RecordedHistory history = new RecordedHistory();

    private final Deque<JsonNode> received = new ArrayDeque<>();
    private final Deque<Runnable> unheard = new ArrayDeque<>();
    private final ServedSession session;
    private boolean earsWait;
    private ChatEntry.@Nullable Status ending;
    private int events;
    private long heldBackNanos;

    SessionScene(DialogModel mind) {
        this(mind, ChatPlan.defaults());
    }

    SessionScene(DialogModel mind, ChatPlan plan) {
        this(mind, plan, SessionConfig.usual("gpt-realtime", "Be kind.", "marin"));
    }

    SessionScene(DialogModel mind, ChatPlan plan, SessionConfig config) {
        this(mind, plan, config, new MemoryBudget(Long.MAX_VALUE));
    }

    SessionScene(DialogModel mind, MemoryBudget budget) {
        this(mind, ChatPlan.defaults(), SessionConfig.usual("gpt-realtime", "Be kind.", "marin"), budget);
    }

    private SessionScene(DialogModel mind, ChatPlan plan, SessionConfig config, MemoryBudget budget) {
        Executor loop = task -> time.after(0, task);
        BoundedExecutor listening = BoundedExecutor.on(task -> {
            if (earsWait) {
                unheard.add(task);
            } else {
                task.run();
            }
        });
        AgentParts agent = EmbeddedFace.agent(time, mind, ears, voice, listening);
        this.session = ServedSession.of(
                "sess_1",
                new ServedSession.Parts(agent, plan, budget),
                config,
                new ChatHistoryWriter(history, new ChatIds(CHAT_ID, "group", "request"), agent.wallClock()),
                this,
                time,
                loop);
        session.open();
    }

    @Override
    public void send(ServerEvent event) {
        if (isClosed()) {
            return;
        }
        try {
            received.add(JSON.readTree(ServerEventWriter.write(event, "event_" + ++events)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void holdBack(long nanos) {
        heldBackNanos = Math.max(heldBackNanos, nanos);
    }

    /** The longest that the client has been held back for, since; 0 for not at all. */
    long heldBackMillis() {
        long millis = heldBackNanos / 1_000_000;
        heldBackNanos = 0;
        return millis;
    }

    @Override
    public void close(ChatEntry.Status why) {
        ending = isClosed() ? ending : why;
    }

    boolean isClosed() {
        return ending != null;
    }

    /** From now on the ears do not get to what they are to hear. */
    void holdEars() {
        earsWait = true;
    }

    /** The ears hear everything that they were to hear meanwhile. */
    void releaseEars() {
        earsWait = false;
        while (!unheard.isEmpty()) {
            unheard.remove().run();
        }
    }

    /** The client sends this; single quotes stand for double ones. */
    SessionScene send(String json) {
        session.receive(ClientEventReader.read(json.replace('\'', '"')));
        time.advance(0);
        return this;
    }

    /** The client changes its session. */
    SessionScene update(String fields) {
        return send("{'type':'session.update','session':{'type':'realtime'," + fields + "}}");
    }

    /** The caller's words are not looked for: the client commits them. */
    SessionScene pushToTalk() {
        return update("'audio':{'input':{'turn_detection':null}}");
    }

    /** The client says what the user has typed. */
    SessionScene typed(String text) {
        return send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':"
                + "[{'type':'input_text','text':'" + text + "'}]}}");
    }

    SessionScene respond() {
        return send("{'type':'response.create'}");
    }

    /** The caller is heard for so long, in real time. */
    SessionScene speaks(int millis) {
        return sounds(millis, true);
    }

    /** The caller is silent for so long, in real time. */
    SessionScene isSilent(int millis) {
        return sounds(millis, false);
    }

    private SessionScene sounds(int millis, boolean loud) {
        byte[] frame = new byte[RATE_HZ * FRAME_MILLIS / 1_000 * 2];
        for (int i = 0; loud && i < frame.length / 2; i++) {
            int sample = (int) (8_000 * Math.sin(2 * Math.PI * HERTZ * i / RATE_HZ));
            frame[2 * i] = (byte) sample;
            frame[2 * i + 1] = (byte) (sample >> 8);
        }
        String base64 = Base64.getEncoder().encodeToString(frame);
        for (int sent = 0; sent < millis; sent += FRAME_MILLIS) {
            send("{'type':'input_audio_buffer.append','audio':'" + base64 + "'}");
            time.advanceMillis(FRAME_MILLIS);
        }
        return this;
    }

    /** Everything that has come since, by its types; it is read now. */
    List<String> types() {
        return take().stream().map(event -> event.path("type").asText()).toList();
    }

    /** Everything that has come since; it is read now. */
    List<JsonNode> take() {
        time.advance(0);
        List<JsonNode> all = new ArrayList<>(received);
        received.clear();
        return all;
    }

    /** The next event of that type; those before it are passed over. */
    JsonNode next(String type) {
        time.advance(0);
        List<String> others = new ArrayList<>();
        while (!received.isEmpty()) {
            JsonNode event = received.remove();
            if (event.path("type").asText().equals(type)) {
                return event;
            }
            others.add(event.path("type").asText());
        }
        assertThat(others).as("an event of the type " + type).contains(type);
        throw new AssertionError();
    }

    void disconnect() {
        close(ChatEntry.Status.USER_ENDED);
        session.close(requireNonNull(ending));
    }
}
