package dev.trunkline.call;

import dev.trunkline.phone.PhoneLeg;

/** A phone whose sound others hear too, before it goes out. Confined to the call's loop. */
record TappedPhone(PhoneLeg phone, SoundTaps taps) implements PhoneLeg {

    @Override
    public void play(byte[] muLaw, int lengthBytes) {
        taps.onPlayout(muLaw, lengthBytes);
        phone.play(muLaw, lengthBytes);
    }

    @Override
    public void mark(long mark) {
        phone.mark(mark);
    }

    @Override
    public void clear() {
        taps.onCleared();
        phone.clear();
    }

    @Override
    public void flush() {
        phone.flush();
    }

    @Override
    public void leave() {
        taps.end();
        phone.leave();
    }
}
