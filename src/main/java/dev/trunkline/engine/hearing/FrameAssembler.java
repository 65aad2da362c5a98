package dev.trunkline.engine.hearing;

/** Cuts 8 kHz mono into frames of 20 ms. Confined to the chat's loop. */
final class FrameAssembler {

    private final AudioInputDecoder.FrameSink sink;
    private final short[] frame = new short[AudioInputDecoder.FRAME_SAMPLES];
    private int fill;

    FrameAssembler(AudioInputDecoder.FrameSink sink) {
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
