package dev.trunkline.engine.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.conversation.ChatGroups;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.hearing.SpeechPipelineParts;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.turns.ChatMeter;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.net.connection.MemoryBudget;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.vad.VoiceActivity;
import dev.trunkline.testing.ManualScheduler;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine's chats in virtual time, with everything around them in the hands of a test: a voice that hums, a recognizer that is
 * told what it hears, and any mind. There are no sockets and no threads; nothing happens unless time passes, which it does
 * while a client waits for a message.
 */
public final class ChatScene {

    private static final Instant BEGINNING = Instant.parse("2026-11-29T12:00:00Z");

    public final ManualScheduler time = new ManualScheduler();

    private final TestEngine.ToldEars ears = new TestEngine.ToldEars();
    private final TestEngine.HummingVoice voice = new TestEngine.HummingVoice();
    private final Deque<Runnable> unspoken = new ArrayDeque<>();
    private final Executor loop = task -> time.after(0, task);
    private final ChatDependencies dependencies;
    private final ChatSetup setup;
    private final Deque<Runnable> unheard = new ArrayDeque<>();
    private boolean earsWait;
    private boolean voiceWaits;

    public ChatScene(EngineSettings settings) {
        this(settings, ScriptedDialogModel.ofTheLab());
    }

    public ChatScene(EngineSettings settings, DialogModel mind) {
        this(settings, mind, ChatStores.none(), WebSearch.none());
    }

    public ChatScene(EngineSettings settings, DialogModel mind, ChatStores stores) {
        this(settings, mind, stores, WebSearch.none());
    }

    public ChatScene(EngineSettings settings, DialogModel mind, ChatStores stores, WebSearch webSearch) {
        this(settings, mind, stores, webSearch, null, null, TestEngine.LoudnessActivity::new, 0);
    }

    /**
     * One that sounds, and hears what is said to it.
     *
     * @param earsNanos how long {@code listener} takes
     */
    public ChatScene(
            EngineSettings settings,
            DialogModel mind,
            Voice speaker,
            SpeechRecognizer listener,
            Supplier<VoiceActivity> activity,
            long earsNanos) {
        this(settings, mind, ChatStores.none(), WebSearch.none(), speaker, listener, activity, earsNanos);
    }

    private ChatScene(
            EngineSettings settings,
            DialogModel mind,
            ChatStores stores,
            WebSearch webSearch,
            @Nullable Voice speaker,
            @Nullable SpeechRecognizer listener,
            Supplier<VoiceActivity> activity,
            long earsNanos) {
        var expression = new HeuristicExpression();
        BoundedExecutor listening =
                BoundedExecutor.on(earsNanos == 0 ? this::hearUnlessHeld : task -> time.after(earsNanos, task));
        BoundedExecutor speaking = BoundedExecutor.on(this::speakUnlessHeld);
        AgentParts agent = new AgentParts(
                new SpeechPipelineParts(
                        listener == null ? ears : listener,
                        activity,
                        expression,
                        SoundDecoder.NONE,
                        null,
                        listening,
                        new SpareTime(listening, 1, 1, time::nowNanos, () -> false)),
                mind,
                new CachedSynthesizer(speaker == null ? voice : speaker, expression, settings.sound(), speaking),
                settings.phrases(),
                webSearch,
                ChatMeter.NONE,
                this::now);
        this.dependencies = new ChatDependencies(
                settings.maxChats(),
                settings.plan(),
                agent,
                stores,
                new ChatGroups(),
                new MemoryBudget(Runtime.getRuntime().maxMemory() / 8));
        this.setup = new ChatSetup(dependencies);
    }

    /** What every clock on the wall says. */
    public Instant now() {
        return BEGINNING.plusNanos(time.elapsedNanos());
    }

    public TestEngine.ToldEars ears() {
        return ears;
    }

    public TestEngine.HummingVoice voice() {
        return voice;
    }

    /** From now on the ears do not get to what they are to hear. */
    public void holdEars() {
        earsWait = true;
    }

    /** The ears hear everything that they were to hear meanwhile. */
    public void releaseEars() {
        earsWait = false;
        while (!unheard.isEmpty()) {
            unheard.remove().run();
        }
    }

    private void hearUnlessHeld(Runnable utterance) {
        if (earsWait) {
            unheard.add(utterance);
        } else {
            utterance.run();
        }
    }

    /** From now on the voice does not get to what it is to say. */
    public void holdVoice() {
        voiceWaits = true;
    }

    /** The voice says everything that it was to say meanwhile. */
    public void releaseVoice() {
        voiceWaits = false;
        while (!unspoken.isEmpty()) {
            unspoken.remove().run();
        }
    }

    private void speakUnlessHeld(Runnable sentence) {
        if (voiceWaits) {
            unspoken.add(sentence);
        } else {
            sentence.run();
        }
    }

    public Caller connect() {
        return connect("");
    }

    /**
     * A client opens a chat.
     *
     * @param query of the handshake, from its question mark on
     */
    public Caller connect(String query) {
        QueryStringDecoder uri = new QueryStringDecoder(ChatEndpoint.PATH + query);
        HttpRequest.Sender sender = new HttpRequest.Sender("127.0.0.1", null, null);
        ChatRequest request = ChatRequest.of(new HttpRequest(
                "GET", uri.path(), uri.uri(), Map.of(), uri.parameters(), Map.of(), new byte[0], sender));
        Caller caller = new Caller(request);
        setup.receive(request, time, loop, caller::onReceived);
        time.advance(0);
        return caller;
    }

    /** The client of one chat, and what its socket would do. */
    public final class Caller extends EviClient<Caller> {
        private static final long PATIENCE_MILLIS = 5_000;
        private static final ObjectMapper JSON = new ObjectMapper();

        private final ChatRequest request;
        private final String chatId = UUID.randomUUID().toString();
        private final String requestId = UUID.randomUUID().toString();
        private final Deque<JsonNode> received = new ArrayDeque<>();
        private final List<ClientMessage> early = new ArrayList<>();
        private @Nullable Chat chat;
        private int closeCode = -1;

        private Caller(ChatRequest request) {
            this.request = request;
        }

        private void onReceived(ChatSetup.Answer answer) {
            if (isClosed()) {
                return;
            }
            Socket socket = new Socket();
            if (answer instanceof ChatSetup.Welcome welcome) {
                ChatIds ids = new ChatIds(chatId, welcome.group().id(), requestId);
                Chat opened = Chat.of(dependencies, welcome, request, ids, socket, time, loop);
                chat = opened;
                opened.open();
                early.forEach(opened::receive);
            } else if (answer instanceof ChatSetup.Refusal refusal) {
                socket.fail(refusal.problem(), refusal.message(), refusal.cause());
                socket.close();
            }
        }

        @Override
        public Caller send(String json) {
            return send(ClientCodec.decode(json));
        }

        @Override
        public Caller send(byte[] bytes) {
            return send(new ClientMessage.AudioInput(bytes));
        }

        private Caller send(ClientMessage message) {
            if (chat == null) {
                early.add(message);
            } else if (closeCode < 0) {
                chat.receive(message);
            }
            return this;
        }

        /** Somebody else sends this into the chat. */
        public ControlResult steer(String json) {
            return requireNonNull(chat).steer(ClientCodec.decode(json));
        }

        @Override
        public JsonNode next() {
            pass(() -> received.isEmpty());
            assertThat(received).as("a message within %s ms", PATIENCE_MILLIS).isNotEmpty();
            return received.remove();
        }

        @Override
        public List<JsonNode> pending() {
            time.advance(0);
            return List.copyOf(received);
        }

        /** All that has come and was not read; it is read now. */
        public List<JsonNode> take() {
            List<JsonNode> all = pending();
            received.clear();
            return all;
        }

        public boolean isClosed() {
            return closeCode >= 0;
        }

        @Override
        public int closeCode() {
            pass(() -> closeCode < 0);
            assertThat(closeCode).as("closed within %s ms", PATIENCE_MILLIS).isPositive();
            return closeCode;
        }

        private void pass(BooleanSupplier isWaiting) {
            long endMillis = time.elapsedMillis() + PATIENCE_MILLIS;
            time.advance(0);
            while (isWaiting.getAsBoolean() && time.elapsedMillis() < endMillis) {
                time.advanceMillis(1);
            }
            time.advance(0);
        }

        /** Nothing comes for so long. */
        public void assertQuietFor(long millis) {
            time.advanceMillis(millis);
            assertThat(received).isEmpty();
        }

        /** The client hangs up. */
        public void disconnect() {
            end(1000, ChatEntry.Status.USER_ENDED);
            time.advance(0);
        }

        private void end(int code, ChatEntry.Status status) {
            if (closeCode < 0) {
                closeCode = code;
                loop.execute(() -> {
                    if (chat != null) {
                        chat.close(status);
                    }
                });
            }
        }

        private final class Socket implements Client {
            @Override
            public void send(ServerMessage message) {
                if (closeCode >= 0) {
                    return;
                }
                try {
                    received.add(
                            JSON.readTree(ServerCodec.encode(message, chat == null ? null : chat.customSessionId())));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void fail(Problem problem, String message, String cause) {
                send(new ServerMessage.Failure(problem, message, requestId));
                if (problem.endsChat()) {
                    end(1000, ChatEvents.endBy(problem));
                }
            }

            @Override
            public void holdBack(long nanos) {}

            @Override
            public void close() {
                end(1000, ChatEntry.Status.USER_ENDED);
            }
        }
    }
}
