package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.speaking.OutputFormat;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.file.SampleEncoding;
import java.util.Map;

/** How sound is written in {@code input_audio_buffer.append} and {@code response.output_audio.delta}: mono, base64 around it. */
public enum WireSound {
    PCM("audio/pcm", 24_000, SampleEncoding.SIGNED_16, OutputFormat.Coding.LINEAR16),
    PCMU("audio/pcmu", 8_000, SampleEncoding.MU_LAW, OutputFormat.Coding.MU_LAW),
    PCMA("audio/pcma", 8_000, SampleEncoding.A_LAW, OutputFormat.Coding.A_LAW);

    private static final Map<String, WireSound> BY_TYPE = Map.of(PCM.type, PCM, PCMU.type, PCMU, PCMA.type, PCMA);
    private static final String RATE = "rate";

    private final String type;
    private final int sampleRateHz;
    private final SampleEncoding input;
    private final OutputFormat.Coding coding;

    WireSound(String type, int sampleRateHz, SampleEncoding input, OutputFormat.Coding coding) {
        this.type = type;
        this.sampleRateHz = sampleRateHz;
        this.input = input;
        this.coding = coding;
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** How a sample of the caller's sound is written then. */
    public SampleEncoding input() {
        return input;
    }

    /** How the agent's sound is written then. */
    public OutputFormat output() {
        return new OutputFormat(coding, sampleRateHz);
    }

    /** The caller's sound as samples; a rest that is no whole sample is left out. */
    public Speech speech(byte[] sound) {
        short[] samples = new short[sound.length / input.sizeBytes()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) input.at(sound, i * input.sizeBytes());
        }
        return new Speech(samples, sampleRateHz);
    }

    /** How long so many bytes are. */
    public long millisOf(long bytes) {
        return bytes * 1_000 / ((long) input.sizeBytes() * sampleRateHz);
    }

    /**
     * Reads a {@code format} object.
     *
     * @throws BadEvent when it is none that is served
     */
    public static WireSound read(EventFields format) {
        WireSound sound = format.oneOf("type", BY_TYPE);
        if (sound == PCM) {
            format.optionalInteger(RATE, PCM.sampleRateHz, PCM.sampleRateHz);
        }
        format.noOthers();
        return sound;
    }

    /** The {@code format} object. */
    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type);
        return this == PCM ? json.put(RATE, sampleRateHz) : json;
    }
}
