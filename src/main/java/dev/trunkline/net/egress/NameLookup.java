package dev.trunkline.net.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks a name service. Thread-safe; may block. */
@FunctionalInterface
public interface NameLookup {

    /**
     * Every address of {@code host}, at least one.
     *
     * @throws UnknownHostException when there is none
     */
    InetAddress[] addresses(String host) throws UnknownHostException;

    /** The machine's own. */
    static NameLookup ofTheMachine() {
        return InetAddress::getAllByName;
    }
}
