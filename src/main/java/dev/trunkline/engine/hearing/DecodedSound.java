package dev.trunkline.engine.hearing;

import dev.trunkline.speech.file.Container;
import dev.trunkline.speech.file.SoundDecoder;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Sound in a compressed file that is still being recorded, decoded beside the loop. Confined to the chat's loop, but for what
 * the decoder's thread calls.
 */
final class DecodedSound implements SoundDecoder.Listener, AutoCloseable {

    private static final int MAX_BLOCKS_IN_FLIGHT = 20; // the loop is not to be flooded: two seconds, most often
    private static final int MAX_UNHEARD_BYTES = 512 * 1024; // of no header, and the decoder is quick

    private final FrameAssembler frames;
    private final Executor loop;
    private final Consumer<AudioInputDecoder.Verdict> onTrouble;
    private final Semaphore room = new Semaphore(MAX_BLOCKS_IN_FLIGHT);
    private final SoundDecoder.Stream stream;
    private long decodedSamples;
    private long allowedSamples;
    private long unheardBytes;
    private boolean closed;

    /** @param onTrouble hears on the loop when nothing more can be heard, and why */
    DecodedSound(
            SoundDecoder decoder,
            Container container,
            FrameAssembler frames,
            Executor loop,
            Consumer<AudioInputDecoder.Verdict> onTrouble) {
        this.frames = frames;
        this.loop = loop;
        this.onTrouble = onTrouble;
        this.stream = decoder.stream(container, AudioInputDecoder.RATE_HZ, this);
    }

    /** Takes the next bytes; what is in them is heard a little later. */
    AudioInputDecoder.Verdict accept(byte[] bytes) {
        allowedSamples += AudioInputDecoder.MAX_MESSAGE_SAMPLES;
        unheardBytes += bytes.length;
        if (decodedSamples == 0 && unheardBytes > MAX_UNHEARD_BYTES) {
            close();
            return AudioInputDecoder.Verdict.UNDECODABLE;
        }
        return stream.write(bytes) ? AudioInputDecoder.Verdict.ACCEPTED : AudioInputDecoder.Verdict.UNDECODABLE;
    }

    /** Whether anything was decoded. */
    boolean isHeard() {
        return decodedSamples > 0;
    }

    /** The decoder's thread; waits when the loop has not taken what came before. */
    @Override
    public void onSound(short[] samples) throws InterruptedException {
        room.acquire();
        onLoop(() -> {
            room.release();
            hear(samples);
        });
    }

    @Override
    public void onFailed() {
        onLoop(() -> fail(AudioInputDecoder.Verdict.UNDECODABLE));
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            room.release(MAX_BLOCKS_IN_FLIGHT); // the loop has ended, and its chats with it
        }
    }

    private void hear(short[] samples) {
        decodedSamples += samples.length;
        if (decodedSamples > allowedSamples) {
            fail(AudioInputDecoder.Verdict.TOO_LONG); // no stream but a whole file
        }
        for (int i = 0; i < samples.length && !closed; i++) {
            frames.add(samples[i]);
        }
    }

    private void fail(AudioInputDecoder.Verdict verdict) {
        if (!closed) {
            close();
            onTrouble.accept(verdict);
        }
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
