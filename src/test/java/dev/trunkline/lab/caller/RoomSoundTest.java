package dev.trunkline.lab.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.speech.Speech;
import org.junit.jupiter.api.Test;

class RoomSoundTest {

    private static final int BLOCK = 40;

    @Test
    void aLoudspeakersSoundComesBackLaterAndSofter() {
        RoomSound room = new RoomSound(CallerRoom.QUIET.withEcho(new CallerRoom.Echo(100, -20)));
        short[] click = new short[BLOCK];
        click[0] = 10_000;

        short[] heard = new short[40 * BLOCK];
        for (int i = 0; i < 40; i++) {
            short[] block = new short[BLOCK];
            room.add(i == 0 ? click : new short[BLOCK], block);
            System.arraycopy(block, 0, heard, i * BLOCK, BLOCK);
        }

        assertThat(heard[800]).isEqualTo((short) 1_000);
        assertThat(heard[856]).isEqualTo((short) 500);
        assertThat(heard[936]).isEqualTo((short) 350);
        assertThat(heard[799]).isZero();
        assertThat(heard[937]).isZero();
    }

    @Test
    void noiseGoesOnForEverUnderWhatTheCallerSays() {
        RoomSound room = new RoomSound(CallerRoom.QUIET.withNoise(new Speech(new short[] {1, 2, 3}, 8_000)));
        short[] block = new short[BLOCK];
        block[0] = 100;
        room.add(new short[BLOCK], block);

        assertThat(block).startsWith((short) 101, (short) 2, (short) 3, (short) 1);
        assertThat(block[39]).isEqualTo((short) 1);
    }
}
