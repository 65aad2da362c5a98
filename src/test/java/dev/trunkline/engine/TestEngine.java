package dev.trunkline.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.turns.ChatMeter;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.vad.VoiceActivity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** An engine on a real socket, with a voice that hums, ears that are told what they hear, and the scripted mind. */
public final class TestEngine implements AutoCloseable {

    /** Half a second of speech is more than enough to interrupt, and short enough for quick tests. */
    public static final EngineSettings SETTINGS = EngineSettings.defaults()
            .withTurns(TurnSettings.defaults().withEndOfTurnSilenceMillis(500))
            .withGreeting("");

    private final EventLoops loops = new EventLoops("engine-test", 2);
    private final ToldEars ears = new ToldEars();
    private final HummingVoice voice = new HummingVoice();
    private final SoundDecoder decoder;
    private final Engine engine;

    TestEngine(EngineSettings settings) {
        this(settings, ScriptedDialogModel.ofTheLab());
    }

    TestEngine(EngineSettings settings, DialogModel mind) {
        this(settings, mind, ChatStores.none(), WebSearch.none());
    }

    /** An engine that remembers, and knows configs. */
    TestEngine(EngineSettings settings, DialogModel mind, ChatStores stores) {
        this(settings, mind, stores, WebSearch.none());
    }

    /** An engine that can decode compressed sound. */
    TestEngine(EngineSettings settings, SoundDecoder decoder) {
        this(settings, ScriptedDialogModel.ofTheLab(), ChatStores.none(), WebSearch.none(), decoder);
    }

    TestEngine(EngineSettings settings, DialogModel mind, ChatStores stores, WebSearch search) {
        this(settings, mind, stores, search, SoundDecoder.NONE);
    }

    private TestEngine(
            EngineSettings settings, DialogModel mind, ChatStores stores, WebSearch search, SoundDecoder decoder) {
        this.decoder = decoder;
        log().setLevel(Level.OFF); // bad clients are warned about, and most tests are bad clients
        try {
            engine = Engine.start(loops, settings, parts(mind, search), stores);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An engine with all there is: REST, history and recordings. */
    public TestEngine(EngineSettings settings, EngineStores stores) {
        this.decoder = SoundDecoder.NONE;
        log().setLevel(Level.OFF);
        EngineParts parts = parts(ScriptedDialogModel.ofTheLab(), WebSearch.none());
        try {
            engine = Engine.start(loops, settings, parts, stores, Routes.builder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EngineParts parts(DialogModel mind, WebSearch search) {
        var expression = new HeuristicExpression();
        return new EngineParts(
                voice,
                ears,
                LoudnessActivity::new,
                mind,
                expression,
                search,
                ChatMeter.NONE,
                decoder,
                null,
                () -> false);
    }

    public ToldEars ears() {
        return ears;
    }

    HummingVoice voice() {
        return voice;
    }

    public Engine engine() {
        return engine;
    }

    TestClient connect() {
        return connect("");
    }

    /** A client whose socket is open, or whose handshake was refused. */
    TestClient connect(String query) {
        return connect(query, Map.of());
    }

    TestClient connect(String query, Map<String, String> headers) {
        return open("/v0/evi/chat" + query, headers);
    }

    /** A client of any socket of the engine. */
    TestClient open(String path, Map<String, String> headers) {
        TestClient client = new TestClient();
        URI uri = URI.create("ws://127.0.0.1:" + engine.port() + path);
        new WebSocketClient()
                .connect(
                        loops.workers().next(),
                        new WebSocketClient.Target(uri, headers, 16 * 1024 * 1024, 30_000),
                        client.handler());
        return client;
    }

    @Override
    public void close() {
        engine.close();
        loops.close();
        log().setLevel(null);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.trunkline.engine");
    }

    /** Hears what the test says it hears, in order; when the test has said nothing, it hears nothing. */
    public static final class ToldEars implements SpeechRecognizer {
        private final Queue<Result> next = new ConcurrentLinkedQueue<>();
        private final AtomicInteger broken = new AtomicInteger();
        private final Queue<Speech> utterances = new ConcurrentLinkedQueue<>();

        public void willHear(String text) {
            next.add(new Result(text, true));
        }

        public void willHearNothingMore() {
            next.clear();
        }

        /** The next utterances are not even listened to. */
        public void willBreak(int times) {
            broken.set(times);
        }

        public void willNotUnderstand() {
            next.add(new Result("", false));
        }

        public Queue<Speech> utterances() {
            return utterances;
        }

        @Override
        public Result recognize(Speech utterance) {
            utterances.add(utterance);
            if (broken.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
                throw new IllegalStateException("deaf");
            }
            Result heard = next.poll();
            return heard == null ? new Result("", true) : heard;
        }
    }

    /** Hums 440 Hz, 30 ms for every letter; "Ava", whom it knows, hums an octave higher. */
    public static final class HummingVoice implements Voice {
        static final int RATE_HZ = 16_000;
        public static final String AVA = "Ava";
        private static final int MILLIS_PER_LETTER = 30;
        private final AtomicBoolean broken = new AtomicBoolean();
        private final AtomicInteger said = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        /** From now on the voice waits until {@code newGate} opens. */
        void waitFor(CountDownLatch newGate) {
            gate = newGate;
        }

        /** The next sentence fails. */
        public void failOnce() {
            broken.set(true);
        }

        /** How often it had to speak. */
        public int said() {
            return said.get();
        }

        @Override
        public Voice named(String name) {
            return name.equals(AVA) ? new Octave(this) : this;
        }

        @Override
        public Speech say(String text) {
            return hum(text, 440);
        }

        private Speech hum(String text, int hertz) {
            said.incrementAndGet();
            if (broken.getAndSet(false)) {
                throw new IllegalStateException("hoarse");
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            short[] samples = new short[text.length() * MILLIS_PER_LETTER * RATE_HZ / 1_000];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / RATE_HZ));
            }
            return new Speech(samples, RATE_HZ);
        }

        @Override
        public int sampleRateHz() {
            return RATE_HZ;
        }
    }

    private record Octave(HummingVoice voice) implements Voice {
        @Override
        public Speech say(String text) {
            return voice.hum(text, 880);
        }

        @Override
        public int sampleRateHz() {
            return HummingVoice.RATE_HZ;
        }
    }

    /** Whatever is loud is speech. */
    public static final class LoudnessActivity implements VoiceActivity {
        @Override
        public boolean isSpeech(short[] samples) {
            long sum = 0;
            for (short sample : samples) {
                sum += Math.abs(sample);
            }
            return sum / samples.length > 500;
        }

        @Override
        public void close() {}
    }
}
