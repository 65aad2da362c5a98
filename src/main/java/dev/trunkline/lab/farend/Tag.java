package dev.trunkline.lab.farend;

/** What a caller can ask for: a burst of at least 40 ms of one tone, of constant loudness. */
public enum Tag {
    /** Answer me. */
    TALK(1_000, "talk", "answer"),
    /** I interrupt you. */
    INTERRUPT(2_000, "interrupt", "interruption");

    private final int frequencyHz;
    private final String label;
    private final String obeyed;

    Tag(int frequencyHz, String label, String obeyed) {
        this.frequencyHz = frequencyHz;
        this.label = label;
        this.obeyed = obeyed;
    }

    /** Well inside what a telephone carries. */
    public int frequencyHz() {
        return frequencyHz;
    }

    /** The note that it was heard. */
    public String label() {
        return label;
    }

    /** The note that it was obeyed. */
    public String obeyed() {
        return obeyed;
    }
}
