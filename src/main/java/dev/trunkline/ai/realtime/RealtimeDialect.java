package dev.trunkline.ai.realtime;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks the dialect how: all that differs between vendors. Facts from npm openai (realtime.d.ts), npm @azure/ai-voicelive,
 * learn.microsoft.com (realtime-audio-websockets, voice-live-how-to) and docs.x.ai (Voice Agent API), 2026-11.
 */
public enum RealtimeDialect {
    /** OpenAI itself: {@code wss://api.openai.com/v1}. Sessions last an hour. */
    OPENAI("/v1/realtime", "Authorization", Shape.GA, "gpt-transcribe", 60, true),

    /** Azure OpenAI's v1: {@code wss://RESOURCE.openai.azure.com}, the model is the deployment's name. It says itself when a session ends. */
    AZURE_OPENAI("/openai/v1/realtime", "api-key", Shape.GA, "whisper-1", 0, true),

    /** Azure Voice Live: {@code wss://RESOURCE.services.ai.azure.com}. Flat session fields and the beta's event names. */
    AZURE_VOICE_LIVE("/voice-live/realtime", "api-key", Shape.FLAT, "azure-speech", 0, true) {
        @Override
        @Nullable
        String apiVersion() {
            return "2026-04-10";
        }
    },

    /**
     * xAI: {@code wss://api.x.ai/v1}. Interrupts by itself and cannot be asked not to; transcribes unasked; speaks word for word
     * ({@code force_message}).
     */
    XAI("/v1/realtime", "Authorization", Shape.XAI, null, 60, false),

    /** Any other server, in the reference's words: {@code Authorization: Bearer}, or no key at all. */
    GENERIC("/v1/realtime", "Authorization", Shape.GA, "whisper-1", 0, true);

    private final String path;
    private final String keyHeader;
    private final Shape shape;
    private final @Nullable String transcriptionModel;
    private final int limitMinutes;
    private final boolean letsUsDecide;

    /** How {@code session.update} and items are spelt. */
    enum Shape {
        /** The reference: {@code type}, {@code output_modalities}, {@code audio.input}, {@code audio.output}. */
        GA,
        /** The beta's flat fields: {@code modalities}, {@code input_audio_format}, {@code voice}... */
        FLAT,
        /** {@code audio} as in the reference; {@code voice} and {@code turn_detection} flat. */
        XAI
    }

    RealtimeDialect(
            String path,
            String keyHeader,
            Shape shape,
            @Nullable String transcriptionModel,
            int limitMinutes,
            boolean letsUsDecide) {
        this.path = path;
        this.keyHeader = keyHeader;
        this.shape = shape;
        this.transcriptionModel = transcriptionModel;
        this.limitMinutes = limitMinutes;
        this.letsUsDecide = letsUsDecide;
    }

    /** Behind the host, where the address has no path of its own. */
    String path() {
        return path;
    }

    /** What the address's query must say, or null. */
    @Nullable
    String apiVersion() {
        return null;
    }

    /** Which header carries a key. */
    String keyHeader() {
        return keyHeader;
    }

    /** Its value. */
    String keyValue(String key) {
        return keyHeader.equals("Authorization") ? "Bearer " + key : key;
    }

    Shape shape() {
        return shape;
    }

    /** What writes down the caller's words; null where none need be named. */
    @Nullable
    String transcriptionModel() {
        return transcriptionModel;
    }

    /** How long a session may last; 0 where it is not known, or told. */
    long limitNanos() {
        return TimeUnit.MINUTES.toNanos(limitMinutes);
    }

    /** Whether {@code interrupt_response} and {@code create_response} may be false: to decide, and to answer, is ours then. */
    boolean letsUsDecide() {
        return letsUsDecide;
    }

    /** Whether the agent can be made to say a text word for word. */
    public boolean speaksWordForWord() {
        return this == XAI;
    }

    /** Of an assistant's words in an item. */
    String agentContentType() {
        return shape == Shape.FLAT ? "text" : "output_text";
    }
}
