package dev.trunkline.net.egress;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whose an address is, by IANA's registries of special-purpose addresses (RFC 6890). */
enum AddressKind {
    PUBLIC,
    /** The loopback, and every other address of this machine. */
    THIS_MACHINE,
    /** Of a network that others do not see: RFC 1918, RFC 6598, RFC 4193. */
    PRIVATE,
    /** Link-local, where clouds hand out keys; multicast, unspecified, reserved, for documents, or in a tunnel's disguise. */
    NOBODYS;

    private static final int IPV4_BYTES = 4;

    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        AddressKind kind = address instanceof Inet6Address ? ofIpv6(bytes) : ofIpv4(bytes);
        return kind != NOBODYS && isOurs(address) ? THIS_MACHINE : kind;
    }

    /** The address that {@code host} writes, in brackets or dotted; null when it is none. */
    static @Nullable InetAddress literal(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static AddressKind ofIpv4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        if (first == 127) {
            return THIS_MACHINE;
        }
        boolean isPrivate = first == 10
                || (first == 172 && (second & 0xf0) == 16)
                || (first == 192 && second == 168)
                || (first == 100 && (second & 0xc0) == 64);
        if (isPrivate) {
            // Alibaba's metadata stands among the shared addresses.
            return first == 100 && second == 100 && third == 100 && (bytes[3] & 0xff) == 200 ? NOBODYS : PRIVATE;
        }
        boolean isNobodys = first == 0
                || first >= 224
                || (first == 169 && second == 254)
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 192 && second == 88 && third == 99)
                || (first == 198 && (second & 0xfe) == 18)
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113)
                || (first == 168
                        && second == 63
                        && third == 129
                        && bytes[3] == 16); // Azure's machines ask it for secrets
        return isNobodys ? NOBODYS : PUBLIC;
    }

    private static AddressKind ofIpv6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (isZero(bytes, 0, 15) && bytes[15] == 1) {
            return THIS_MACHINE;
        }
        if ((first & 0xfe) == 0xfc) {
            boolean isAmazonsMetadata = first == 0xfd && second == 0 && bytes[2] == 0x0e && (bytes[3] & 0xff) == 0xc2;
            return isAmazonsMetadata ? NOBODYS : PRIVATE;
        }
        if (first == 0 && second == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b) {
            // NAT64 (RFC 6052) is how a network without IPv4 reaches those who have nothing else.
            return isZero(bytes, 4, 12) && ofIpv4(lastFour(bytes)) == PUBLIC ? PUBLIC : NOBODYS;
        }
        // Global unicast is 2000::/3. In it 2002::/16 and 2001::/32 carry any IPv4 address inside, the rest of
        // 2001::/23 is for
        // protocols, and 2001:db8::/32 and 3fff::/20 for documents.
        boolean isProtocols = first == 0x20 && second == 1 && (bytes[2] & 0xfe) == 0;
        boolean isDocuments = (first == 0x20 && second == 1 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8)
                || (first == 0x3f && second == 0xff && (bytes[2] & 0xf0) == 0);
        boolean isTunnel = first == 0x20 && second == 2;
        return (first & 0xe0) == 0x20 && !isProtocols && !isDocuments && !isTunnel ? PUBLIC : NOBODYS;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] lastFour(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length);
    }
}
