package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.hearing.SpeechPipelineParts;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.Phrases;
import dev.trunkline.engine.realtime.wire.ClientEventReader;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEventWriter;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.speaking.SoundSettings;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.turns.ChatMeter;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.net.connection.MemoryBudget;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.testing.ManualScheduler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The engine's face without sockets: sessions in virtual time, and a voice that hums. */
public final class EmbeddedFace {

    static final Instant BEGINNING = Instant.parse("2026-11-30T12:00:00Z");

    private final ManualScheduler time;
    private final ChatPlan plan;
    private final RecordedHistory history = new RecordedHistory();
    private final AgentParts agent;
    private int sessions;

    public EmbeddedFace(ManualScheduler time, SpeechRecognizer ears, DialogModel mind, ChatPlan plan) {
        this.time = time;
        this.plan = plan;
        this.agent = agent(time, mind, ears, new TestEngine.HummingVoice(), BoundedExecutor.on(Runnable::run));
    }

    static AgentParts agent(
            ManualScheduler time,
            DialogModel mind,
            SpeechRecognizer ears,
            TestEngine.HummingVoice voice,
            BoundedExecutor listening) {
        var expression = new HeuristicExpression();
        return new AgentParts(
                new SpeechPipelineParts(
                        ears,
                        TestEngine.LoudnessActivity::new,
                        expression,
                        SoundDecoder.NONE,
                        null,
                        listening,
                        new SpareTime(listening, 1, 1, time::nowNanos, () -> false)),
                mind,
                new CachedSynthesizer(voice, expression, SoundSettings.defaults(), BoundedExecutor.on(Runnable::run)),
                Phrases.english(),
                WebSearch.none(),
                ChatMeter.NONE,
                () -> BEGINNING.plusNanos(time.elapsedNanos()));
    }

    /** The clock on its wall. */
    public long epochSeconds() {
        return agent.wallClock().instant().getEpochSecond();
    }

    /**
     * A session for somebody.
     *
     * @param client is sent what it says
     * @param onClose it closes the connection
     */
    public Session open(Consumer<String> client, Runnable onClose) {
        Session opened = new Session(client, onClose, "sess_" + ++sessions);
        opened.session.open();
        return opened;
    }

    /** One session. */
    public final class Session implements Peer {
        private final Consumer<String> client;
        private final Runnable onClose;
        private final ServedSession session;
        private boolean closed;
        private int events;

        private Session(Consumer<String> client, Runnable onClose, String id) {
            this.client = client;
            this.onClose = onClose;
            Executor loop = task -> time.after(0, task);
            this.session = ServedSession.of(
                    id,
                    new ServedSession.Parts(agent, plan, new MemoryBudget(Long.MAX_VALUE)),
                    SessionConfig.usual("gpt-realtime", "Be kind.", "marin"),
                    new ChatHistoryWriter(history, new ChatIds(id, "group", "request"), agent.wallClock()),
                    this,
                    time,
                    loop);
        }

        /** The client has sent this. */
        public void receive(String text) {
            if (!closed) {
                session.receive(ClientEventReader.read(text));
            }
        }

        /** The client is gone. */
        public void disconnect() {
            if (!closed) {
                closed = true;
                session.close(ChatEntry.Status.USER_ENDED);
            }
        }

        @Override
        public void send(ServerEvent event) {
            if (!closed) {
                client.accept(new String(ServerEventWriter.write(event, "event_" + ++events), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void holdBack(long nanos) {
            throw new AssertionError("our client is held back for " + nanos + " ns");
        }

        @Override
        public void close(ChatEntry.Status why) {
            if (!closed) {
                closed = true;
                session.close(why);
                onClose.run();
            }
        }
    }
}
