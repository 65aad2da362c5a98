package dev.trunkline.engine.turns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.speech.Speech;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * A client that plays what the agent says, in virtual time, and sends what a microphone beside its loudspeaker hears: that again, later
 * and softer, through a room and mu-law, and whatever the caller says. Honours {@code playback_hold}, with a telephone that plays
 * 160 ms more.
 */
final class Speakerphone {

    static final int FRAME_SAMPLES = 160;
    private static final int RATE_HZ = 8_000;
    private static final int LEAD_MILLIS = 160;
    private static final double[] ROOM = {1, 0.4, 0.25, 0.12
    }; // loudness of the first sound and of what the walls give back
    private static final int[] ROOM_SAMPLES = {0, 57, 153, 411};

    private final ChatScene scene;
    private final ChatScene.Caller client;
    private final double echo; // loudness of it, against what is played
    private final int delaySamples;
    private final double noise;
    private final Random random;
    private short[] played = new short[60 * RATE_HZ]; // what the loudspeaker played from the beginning
    private short[] queue = new short[120 * RATE_HZ];
    private int queued;
    private int taken;
    private int now; // samples
    private boolean held;
    private int heldAt;
    private Speech words = new Speech(new short[0], RATE_HZ);
    private int wordsFrom;
    private int silentFrames;
    final List<String> events = new ArrayList<>();
    private final List<Integer> eventMillis = new ArrayList<>();

    Speakerphone(ChatScene scene, ChatScene.Caller client, double echoDb, int delayMillis, double noiseDb, long seed) {
        this.scene = scene;
        this.client = client;
        this.echo = Math.pow(10, echoDb / 20);
        this.delaySamples = delayMillis * RATE_HZ / 1_000;
        this.noise = 32_768 * Math.pow(10, noiseDb / 20);
        this.random = new Random(seed);
    }

    int nowMillis() {
        return now * 1_000 / RATE_HZ;
    }

    /** How long nothing has come out of the loudspeaker. */
    int silentMillis() {
        return silentFrames * 20;
    }

    /** Whether there is anything to play still. */
    boolean isPlaying() {
        return taken < queued;
    }

    /** The caller says this from now on. */
    void say(Speech speech) {
        words = speech.withoutRestAt(RATE_HZ);
        wordsFrom = now;
    }

    /** When something of that kind came first after a time; -1 when it did not. */
    int millisOf(String type, int afterMillis) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).equals(type) && eventMillis.get(i) >= afterMillis) {
                return eventMillis.get(i);
            }
        }
        return -1;
    }

    /** What came after a time, but for sound and what goes with it, with its time since then. */
    List<String> eventsAfter(int afterMillis) {
        List<String> after = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (eventMillis.get(i) > afterMillis && !events.get(i).startsWith("a")) {
                after.add(events.get(i) + " " + (eventMillis.get(i) - afterMillis));
            }
        }
        return after;
    }

    void advance(int millis) {
        for (int at = 0; at < millis; at += 20) {
            take();
            playFrame();
            client.send(microphone());
            now += FRAME_SAMPLES;
            scene.time.advanceMillis(20);
        }
    }

    private void take() {
        for (JsonNode message : client.take()) {
            String type = EviClient.type(message);
            boolean interim = message.path("interim").asBoolean();
            events.add(
                    type.equals("playback_hold") && !message.path("held").asBoolean()
                            ? "go_on"
                            : interim ? "interim" : type);
            eventMillis.add(nowMillis());
            if (type.equals("audio_output")) {
                enqueue(Base64.getDecoder().decode(message.path("data").asText()));
            } else if (type.equals("user_interruption")) {
                taken = queued;
                held = false;
            } else if (type.equals("playback_hold")) {
                held = message.path("held").asBoolean();
                heldAt = now;
            }
        }
    }

    private void enqueue(byte[] wav) {
        ByteBuffer bytes = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        int rateHz = bytes.getInt(24);
        short[] samples = new short[(wav.length - 44) / 2];
        bytes.position(44).asShortBuffer().get(samples);
        short[] slow = new Speech(samples, rateHz).withoutRestAt(RATE_HZ).samples();
        if (queued + slow.length > queue.length) {
            queue = Arrays.copyOf(queue, 2 * queue.length);
        }
        System.arraycopy(slow, 0, queue, queued, slow.length);
        queued += slow.length;
    }

    private void playFrame() {
        if (now + FRAME_SAMPLES > played.length) {
            played = Arrays.copyOf(played, 2 * played.length);
        }
        boolean silent = held && now - heldAt >= LEAD_MILLIS * 8;
        int length = silent ? 0 : Math.min(FRAME_SAMPLES, queued - taken);
        for (int i = 0; i < length; i++) {
            played[now + i] = MuLaw.decode(MuLaw.encode(queue[taken + i]));
        }
        taken += length;
        silentFrames = length == 0 ? silentFrames + 1 : 0;
    }

    private byte[] microphone() {
        byte[] linear16 = new byte[2 * FRAME_SAMPLES];
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            double sample = noise * random.nextGaussian();
            for (int wall = 0; wall < ROOM.length; wall++) {
                int at = now + i - delaySamples - ROOM_SAMPLES[wall];
                sample += at >= 0 ? echo * ROOM[wall] * played[at] : 0;
            }
            int at = now + i - wordsFrom;
            sample += at < words.samples().length ? words.samples()[at] : 0;
            short heard = MuLaw.decode(MuLaw.encode((short) Math.max(-32_000, Math.min(32_000, sample))));
            linear16[2 * i] = (byte) heard;
            linear16[2 * i + 1] = (byte) (heard >> 8);
        }
        return linear16;
    }
}
