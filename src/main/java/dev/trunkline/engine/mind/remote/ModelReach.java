package dev.trunkline.engine.mind.remote;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where chats may send the engine to think. A config names any URL, and the engine would go there from inside its operator's
 * network; so this machine and private networks are out of reach unless an operator lets them in. Immutable.
 *
 * @param thisMachine whether the loopback may be reached, then without TLS too
 * @param privateNetworks whether private, link-local and other addresses that are not the internet's may be reached
 * @param unencrypted whether {@code http} and {@code ws} may be used beyond this machine
 * @param hosts the only names that may be reached; empty for any
 */
public record ModelReach(boolean thisMachine, boolean privateNetworks, boolean unencrypted, Set<String> hosts) {

    private static final Set<String> ENCRYPTED = Set.of("https", "wss");

    public ModelReach {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Encrypted, and only on the internet: what EVI allowed. */
    public static ModelReach internet() {
        return new ModelReach(false, false, false, Set.of());
    }

    /** The internet, and this machine without encryption: for development. */
    public static ModelReach internetAndThisMachine() {
        return new ModelReach(true, false, false, Set.of());
    }

    /**
     * Why {@code url} may not be reached, if so. Asks the name service, so it may block; the JVM remembers the
     * answer for at least 30 s by default, so that who connects right after meets the addresses that were checked.
     */
    Optional<String> objection(URI url) {
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null) {
            return Optional.of("the custom language model's URL names no host, or a user");
        }
        if (!hosts.isEmpty() && !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            return Optional.of("the custom language model's host is not among those allowed");
        }
        try {
            boolean isEncrypted = ENCRYPTED.contains(Endpoints.scheme(url));
            for (InetAddress address : InetAddress.getAllByName(host)) {
                String objection = objection(address, isEncrypted);
                if (objection != null) {
                    return Optional.of(objection);
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("the custom language model's host is unknown");
        }
    }

    private @Nullable String objection(InetAddress address, boolean isEncrypted) {
        if (address.isLoopbackAddress()) {
            return thisMachine ? null : "the custom language model is on this machine, which is not allowed";
        }
        if (!privateNetworks && !isPublic(address)) {
            return "the custom language model is in a private network, which is not allowed";
        }
        return isEncrypted || unencrypted ? null : "the custom language model's URL must begin with https or wss";
    }

    /** Not of IANA's special-purpose registries, as far as they can be reached at all. */
    private static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            // Global unicast is 2000::/3; 2002::/16 and 2001::/32 carry any IPv4 address inside.
            boolean isTunnel = first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0 && bytes[3] == 0));
            return (first & 0xe0) == 0x20 && !isTunnel;
        }
        boolean isShared = first == 100 && (second & 0xc0) == 64;
        boolean isProtocols = first == 192 && second == 0 && bytes[2] == 0;
        boolean isBenchmark = first == 198 && (second & 0xfe) == 18;
        return first != 0 && first < 240 && !isShared && !isProtocols && !isBenchmark;
    }
}
