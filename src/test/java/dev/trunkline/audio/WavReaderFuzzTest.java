package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;

/** What a far end may call a WAV file: refused with a word, or every sample of it can be read and is a sound. */
class WavReaderFuzzTest implements FuzzTarget {

    private static final float LOUDEST = 32_768;
    private static final int BLOCK = 160;

    private final WavReader reader = new WavReader();
    private final float[] mono = new float[BLOCK];

    @Override
    public void check(byte[] file) {
        String problem = reader.open(file, file.length);

        if (problem != null) {
            assertThat(problem).matches("[a-z_]{3,30}");
            return;
        }
        assertThat(reader.sampleRateHz()).isBetween(4_000, 192_000);
        assertThat(reader.frames()).isBetween(0, file.length);
        for (int first = 0; first < reader.frames(); first += BLOCK) {
            int count = Math.min(BLOCK, reader.frames() - first);
            reader.read(first, count, mono);
            for (int i = 0; i < count; i++) {
                if (!(Math.abs(mono[i]) <= LOUDEST)) {
                    throw new AssertionError("sample " + (first + i) + " is " + mono[i]);
                }
            }
        }
    }
}
