package dev.trunkline.lab.carrier.media;

import dev.trunkline.lab.phone.PhoneSound;

/** Plays a finished piece of sound, then silence. Confined to the call's loop. */
public final class Playback implements AgentSound {

    private final PhoneSound sound;
    private int index;

    /** From its beginning. */
    public Playback(PhoneSound sound) {
        this.sound = sound;
    }

    @Override
    public void nextBlock(short[] block) {
        sound.copyBlock(index++, block);
    }
}
