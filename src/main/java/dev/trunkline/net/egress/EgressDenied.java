package dev.trunkline.net.egress;

import java.io.IOException;

/** A URL leads where this process may not be sent; the message goes on after the words "the URL". */
public final class EgressDenied extends IOException {

    private static final long serialVersionUID = 1;

    EgressDenied(String objection) {
        super(objection);
    }

    /** Why, after the words "the URL". */
    public String objection() {
        return String.valueOf(getMessage());
    }
}
