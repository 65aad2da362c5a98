package dev.trunkline.flight;

import dev.trunkline.phone.PhoneLeg;

/** The phone, and what a call asks of it. Confined to the call's loop. */
record RecordedPhone(PhoneLeg phone, FlightTape tape) implements PhoneLeg {

    @Override
    public void play(byte[] muLaw, int lengthBytes) {
        tape.writeSound(FlightKind.PLAY, muLaw, lengthBytes);
        phone.play(muLaw, lengthBytes);
    }

    @Override
    public void mark(long mark) {
        tape.write(FlightKind.MARK, mark, 0, null);
        phone.mark(mark);
    }

    @Override
    public void clear() {
        tape.write(FlightKind.CLEAR, 0, 0, null);
        phone.clear();
    }

    @Override
    public void flush() {
        tape.write(FlightKind.PHONE_FLUSH, 0, 0, null);
        phone.flush();
    }

    @Override
    public void leave() {
        tape.write(FlightKind.LEAVE, 0, 0, null);
        phone.leave();
    }
}
