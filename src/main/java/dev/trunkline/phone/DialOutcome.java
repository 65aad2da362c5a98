package dev.trunkline.phone;

/** What came of dialling a person. */
public enum DialOutcome {
    /** Caller and person were put through to each other. */
    TALKED,
    /** The person answered, and hung up before that. */
    DECLINED,
    BUSY,
    NO_ANSWER,
    FAILED,
    CANCELED
}
