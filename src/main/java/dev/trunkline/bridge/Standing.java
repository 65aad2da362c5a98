package dev.trunkline.bridge;

/** Where a call stands; forgotten when it has stood there for {@code withinNanos}, unless it is live. Immutable. */
record Standing(Stage stage, NewCall call, String streamSid, long sinceNanos, long withinNanos) {

    enum Stage {
        RINGING, // its first stream is to come
        RETURNING, // another stream is to come
        LIVE,
        ASKING, // its stream has ended, and the carrier will ask what comes next
        TRANSFERRED, // a person is dialled or talks, and the carrier will ask when that is over
        ANSWERED, // nothing more is owed, but the answer may be on its way still
        SENT_AWAY, // to another node; it comes back if there is none
        TURNED_AWAY; // it has waited in vain, and is about to hear so

        boolean hasSeat() {
            return this == RINGING || this == RETURNING || this == LIVE;
        }

        /** Whether the call needs no seat, here or elsewhere: while the carrier asks, another node may be asked. */
        boolean givesSeatUp() {
            return this == TRANSFERRED || this == ANSWERED;
        }

        boolean isOurs() {
            return this != TURNED_AWAY;
        }
    }

    boolean isPast(long nowNanos) {
        return stage != Stage.LIVE && nowNanos - sinceNanos > withinNanos;
    }
}
