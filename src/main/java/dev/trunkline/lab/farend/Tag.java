package dev.trunkline.lab.farend;

/** What a caller can ask for: a burst of at least 40 ms of one tone, of constant loudness. */
public enum Tag {
    /** Answer me. */
    TALK(1_000, "talk"),
    /** I interrupt you. */
    INTERRUPT(2_000, "interrupt");

    private final int frequencyHz;
    private final String label;

    Tag(int frequencyHz, String label) {
        this.frequencyHz = frequencyHz;
        this.label = label;
    }

    /** Well inside what a telephone carries. */
    public int frequencyHz() {
        return frequencyHz;
    }

    /** Its name in notes. */
    public String label() {
        return label;
    }
}
