package dev.trunkline.lab.carrier;

import dev.trunkline.lab.phone.PhoneSound;

/** Plays a finished piece of sound, then silence. Confined to the call's loop. */
final class Playback implements AgentSound {

    private final PhoneSound sound;
    private int index;

    Playback(PhoneSound sound) {
        this.sound = sound;
    }

    @Override
    public void nextBlock(short[] block) {
        sound.copyBlock(index++, block);
    }
}
