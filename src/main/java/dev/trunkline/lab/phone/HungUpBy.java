package dev.trunkline.lab.phone;

/** Who ended a call. */
public enum HungUpBy {
    /** The person at our telephone. */
    CALLER,
    /** The far end: its TwiML ended or said so, or it asked over REST. */
    AGENT,
    /** Twilio itself: a webhook that did not answer, or the longest duration was over. */
    CARRIER
}
