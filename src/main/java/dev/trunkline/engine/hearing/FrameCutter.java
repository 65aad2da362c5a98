package dev.trunkline.engine.hearing;

/** Cuts 8 kHz mono into frames of 20 ms. Confined to the chat's loop. */
final class FrameCutter {

    private final CallerSound.FrameSink sink;
    private final short[] frame = new short[CallerSound.FRAME_SAMPLES];
    private int fill;

    FrameCutter(CallerSound.FrameSink sink) {
        this.sink = sink;
    }

    void add(short sample) {
        frame[fill++] = sample;
        if (fill == frame.length) {
            fill = 0;
            sink.onFrame(frame);
        }
    }
}
