package dev.trunkline.speech.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.StreamingRecognizer;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One utterance on its way to a Vosk server. We send {@code {"config":{"sample_rate":8000}}}, binary 16-bit samples, and at
 * last {@code {"eof" : 1}}. The server answers every binary message and the last one: with {@code partial}, which replaces the
 * {@code partial} before, or with {@code text} when it thinks that a sentence is over. Thread-safe.
 */
final class VoskStream implements StreamingRecognizer.Stream, WebSocket.Listener {

    /** Compared letter by letter by the server. */
    private static final String END = "{\"eof\" : 1}";

    private static final int NO_STATUS = 1_005; // a close frame without a code: RFC 6455, 7.4.1
    private static final int MESSAGES_PER_SECOND = 10; // ten answers a second are enough for interim words
    private static final int MAX_MESSAGE_BYTES = 16_000;
    private static final int MAX_WAITING_BYTES = 2 * 1024 * 1024; // two minutes at 8 kHz
    private static final int MAX_TEXT_CHARS = 64 * 1024;

    private final VoskRecognizer.Settings settings;
    private final int sampleRateHz;
    private final CompletableFuture<Result> outcome = new CompletableFuture<>();
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final StringBuilder incoming = new StringBuilder();
    private final StringBuilder sentences = new StringBuilder();

    // All guarded by this, as the buffers above.
    private String partial = "";
    private @Nullable WebSocket socket;
    private boolean sending = true; // nothing can be sent before the configuration
    private boolean finished;
    private boolean endSent;
    private int answersDue;

    VoskStream(VoskRecognizer.Settings settings, int sampleRateHz) {
        this.settings = settings;
        this.sampleRateHz = sampleRateHz;
    }

    @Override
    public synchronized void feed(short[] samples) {
        if (outcome.isDone() || finished) {
            return;
        }
        if (waiting.size() + Short.BYTES * samples.length > MAX_WAITING_BYTES) {
            fail("does not take the sound as fast as it comes", null);
            return;
        }
        for (short sample : samples) {
            waiting.write(sample);
            waiting.write(sample >> 8);
        }
        sendMore();
    }

    @Override
    public synchronized Result interim() {
        return Result.words(sentences + " " + partial);
    }

    @Override
    public synchronized CompletableFuture<Result> finish() {
        if (!finished) {
            finished = true;
            sendMore();
            CompletableFuture.delayedExecutor(settings.answerTimeoutMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> fail("did not answer in time", new TimeoutException()));
        }
        return outcome.copy();
    }

    @Override
    public void close() {
        outcome.cancel(false);
        abort();
    }

    @Override
    public synchronized void onOpen(WebSocket opened) {
        socket = opened;
        if (outcome.isDone()) {
            opened.abort(); // closed meanwhile
            return;
        }
        opened.request(Long.MAX_VALUE);
        sent(opened.sendText("{\"config\":{\"sample_rate\":" + sampleRateHz + "}}", true));
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        if (incoming.length() + sentences.length() + text.length() > MAX_TEXT_CHARS) {
            fail("said more than " + MAX_TEXT_CHARS + " characters", null);
            return null;
        }
        incoming.append(text);
        if (last) {
            String whole = incoming.toString();
            incoming.setLength(0);
            onAnswer(whole);
        }
        return null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        if (endSent && (code == WebSocket.NORMAL_CLOSURE || code == NO_STATUS)) {
            succeed();
        } else {
            fail("closed the connection with " + code, null);
        }
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        onError(failure);
    }

    void onError(Throwable failure) {
        fail("failed: " + failure, failure);
    }

    private void onAnswer(String answer) {
        JsonNode json;
        try {
            json = EndpointExchange.JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            fail("answered with something else than JSON", e);
            return;
        }
        answersDue--;
        JsonNode best = json.has("alternatives") ? json.at("/alternatives/0/text") : json.path("text");
        if (best.isTextual()) {
            sentences.append(best.asText()).append(' ');
            partial = "";
        } else {
            partial = json.path("partial").asText();
        }
        if (endSent && answersDue <= 0) {
            succeed();
        }
    }

    /** One message at a time, as the JDK's WebSocket demands; what comes meanwhile waits and goes along. */
    private void sendMore() {
        WebSocket open = socket;
        boolean isEnough = waiting.size() >= Short.BYTES * sampleRateHz / MESSAGES_PER_SECOND;
        if (open == null || sending || endSent || outcome.isDone() || !(isEnough || finished)) {
            return;
        }
        if (waiting.size() == 0) {
            endSent = true;
            answersDue++;
            sent(open.sendText(END, true));
            return;
        }
        byte[] all = waiting.toByteArray();
        int length = Math.min(all.length, MAX_MESSAGE_BYTES);
        waiting.reset();
        waiting.write(all, length, all.length - length);
        answersDue++;
        sent(open.sendBinary(ByteBuffer.wrap(Arrays.copyOf(all, length)), true));
    }

    private void sent(CompletableFuture<WebSocket> message) {
        sending = true;
        message.whenCompleteAsync((to, failure) -> {
            if (failure != null) {
                onError(failure);
                return;
            }
            synchronized (this) {
                sending = false;
                sendMore();
            }
        });
    }

    private void succeed() {
        outcome.complete(interim());
        WebSocket open = socket;
        if (open != null && !open.isOutputClosed()) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((to, failure) -> open.abort());
        }
    }

    private void fail(String what, @Nullable Throwable cause) {
        String message = "the Vosk server at " + settings.uri() + " " + what;
        if (outcome.completeExceptionally(
                cause == null ? new SpeechFailedException(message) : new SpeechFailedException(message, cause))) {
            abort();
        }
    }

    private synchronized void abort() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
