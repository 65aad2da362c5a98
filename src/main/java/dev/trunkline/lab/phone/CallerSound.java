package dev.trunkline.lab.phone;

/** What a sound of a caller is meant to be: the caller's script knows it, the far end has to find out. */
public enum CallerSound {
    /** Words for the far end; over its voice, an interruption. */
    TURN,
    /** "Mm-hm": go on. */
    BACKCHANNEL,
    /** A cough, a breath, a cleared throat, "um": nothing. */
    TIC,
    /** Words for somebody else in the room. */
    ASIDE
}
