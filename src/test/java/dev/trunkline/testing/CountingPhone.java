package dev.trunkline.testing;

import dev.trunkline.phone.PhoneLeg;

/** A phone that keeps nothing and allocates nothing: it counts what it is asked for. */
public final class CountingPhone implements PhoneLeg {

    private int frames;
    private int marks;
    private int flushes;

    public int frames() {
        return frames;
    }

    public int marks() {
        return marks;
    }

    public int flushes() {
        return flushes;
    }

    @Override
    public void play(byte[] muLaw, int lengthBytes) {
        frames++;
    }

    @Override
    public void mark(long number) {
        marks++;
    }

    @Override
    public void clear() {}

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void leave() {}
}
