package dev.trunkline.flight;

/** What a call may ask of its surroundings and get a yes or a no to. Numbers stand in the file. */
public enum FlightQuestion {
    /** Whether the far ends are down. */
    IS_DOWN(0),
    /** Whether there is a chat beside the first one. */
    MAY_HAVE_SPARE_CHAT(1),
    /** Whether memory is short, or the sound of all calls is too much. */
    IS_SOUND_SHORT(2),
    /** Whether a call that is to move may go now. */
    MAY_MOVE(3),
    /** Whether another far end may have the call. */
    HAS_ANOTHER(4),
    /** Whether there is a voice of the bridge's own. */
    HAS_VOICE(5),
    /** Whether a leg has room; for the nth leg it is n more. */
    HAS_ROOM(16);

    private final int number;

    FlightQuestion(int number) {
        this.number = number;
    }

    /** What stands for it in the file. */
    public int number() {
        return number;
    }

    /** What stands for {@link #HAS_ROOM} of a leg, which are numbered from 1. */
    public static int hasRoom(int leg) {
        return HAS_ROOM.number + leg;
    }
}
