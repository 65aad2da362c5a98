package dev.trunkline.net.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where this process may be sent by others. Whoever posts a config names URLs, and the process would go there from inside its
 * operator's network, where doors are open that strangers never see; so this machine and private networks are out of reach
 * unless the operator lets them in. Objections go on after the words "the URL". Immutable.
 *
 * @param thisMachine whether the loopback and this machine's other addresses may be reached, then without TLS too
 * @param privateNetworks whether private networks may be reached (RFC 1918, RFC 6598, RFC 4193)
 * @param unencrypted whether {@code http} and {@code ws} may be used in private networks; never on the internet
 * @param hosts the only names that may be reached; empty for any
 * @param ownPorts the ports of this machine that this process answers itself: never reached
 */
public record EgressPolicy(
        boolean thisMachine, boolean privateNetworks, boolean unencrypted, Set<String> hosts, IntPredicate ownPorts) {

    private static final Set<String> ENCRYPTED = Set.of("https", "wss");
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern NUMBER = Pattern.compile("(?:0x[0-9a-f]*|[0-9]+)");

    private static final int MAX_PORT = 65_535;

    /** Where clouds answer questions about a machine and its keys, by name. */
    private static final Set<String> METADATA = Set.of("metadata", "metadata.google.internal", "instance-data");

    /** Reserved for networks that nobody outside sees (RFC 6761, 6762, 8375, ICANN's .internal). */
    private static final List<String> INSIDE =
            List.of(".local", ".localdomain", ".internal", ".home.arpa", ".intranet");

    public EgressPolicy {
        hosts = hosts.stream().map(EgressPolicy::plain).collect(Collectors.toUnmodifiableSet());
    }

    /** Encrypted, and only on the internet: what EVI allowed. */
    public static EgressPolicy internet() {
        return new EgressPolicy(false, false, false, Set.of(), port -> false);
    }

    /** The internet, and also without encryption this machine and private networks; not what is nobody's to reach. */
    public static EgressPolicy privateNetworksToo() {
        return new EgressPolicy(true, true, true, Set.of(), port -> false);
    }

    /** The same without these ports of this machine. */
    public EgressPolicy sparing(IntPredicate ports) {
        return new EgressPolicy(thisMachine, privateNetworks, unencrypted, hosts, ports);
    }

    /**
     * Why {@code url} may not be reached, as far as it shows: its addresses are judged when it is. Never blocks.
     */
    public Optional<String> objectionTo(URI url) {
        return Optional.ofNullable(objection(url));
    }

    private @Nullable String objection(URI url) {
        if (!SCHEMES.contains(scheme(url))) {
            return "must begin with http, https, ws or wss";
        }
        if (url.getRawUserInfo() != null) {
            return "names a user, which is not allowed";
        }
        if (url.getHost() == null) {
            return "names no host, or writes it in an unusual way";
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            return "has a port that is not between 1 and " + MAX_PORT;
        }
        String host = plain(url.getHost());
        if (!hosts.isEmpty() && !hosts.contains(host)) {
            return "names a host that is not among those allowed";
        }
        boolean isLiteral = host.startsWith("[") || DOTTED_QUAD.matcher(host).matches();
        if (isLiteral) {
            InetAddress address = AddressKind.literal(host);
            return address == null ? "writes its address in an unusual way" : objectionTo(address, url);
        }
        return NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches()
                ? "writes its address in an unusual way"
                : objectionToName(host, url);
    }

    private @Nullable String objectionToName(String host, URI url) {
        if (METADATA.contains(host)) {
            return "leads to what no call may reach";
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return objection(AddressKind.THIS_MACHINE, url);
        }
        boolean isInside = host.indexOf('.') < 0 || INSIDE.stream().anyMatch(host::endsWith);
        if (isInside && !privateNetworks && !thisMachine) {
            return objection(AddressKind.PRIVATE, url);
        }
        return isEncrypted(url) || unencrypted || thisMachine ? null : mustBeEncrypted();
    }

    /** Why {@code url} may not be reached at {@code address}, which its host's name stands for. */
    @Nullable
    String objectionTo(InetAddress address, URI url) {
        return objection(AddressKind.of(address), url);
    }

    private @Nullable String objection(AddressKind kind, URI url) {
        return switch (kind) {
            case NOBODYS -> "leads to what no call may reach";
            case THIS_MACHINE -> {
                if (!thisMachine) {
                    yield "leads to this machine, which is not allowed";
                }
                yield ownPorts.test(port(url)) ? "leads to this very program, which is not allowed" : null;
            }
            case PRIVATE -> privateNetworks ? ifEncrypted(url) : "leads into a private network, which is not allowed";
            case PUBLIC -> isEncrypted(url) ? null : mustBeEncrypted();
        };
    }

    private @Nullable String ifEncrypted(URI url) {
        return isEncrypted(url) || unencrypted ? null : mustBeEncrypted();
    }

    private static String mustBeEncrypted() {
        return "must begin with https or wss";
    }

    private static boolean isEncrypted(URI url) {
        return ENCRYPTED.contains(scheme(url));
    }

    /** The port of {@code url}: its own, or the one its scheme has. */
    public static int port(URI url) {
        return url.getPort() != -1 ? url.getPort() : isEncrypted(url) ? 443 : 80;
    }

    /** The scheme in lower case; empty for none. */
    public static String scheme(URI url) {
        return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Lower case, without the dot that ends a name of the whole internet. */
    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
