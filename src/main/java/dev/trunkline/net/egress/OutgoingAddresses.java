package dev.trunkline.net.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address that a URL leads to, if it is within reach: who connects to that address, and asks no name service again,
 * connects to what was checked. Names are looked up on threads of its own; while the name service fails or is slow, what it said last is
 * checked again. Thread-safe.
 */
public final class OutgoingAddresses {

    private final @Nullable EgressPolicy egress;
    private final RememberedAddresses names;
    private final ThreadPoolExecutor lookups = LookupThreads.start();

    /** @param egress null for everywhere: an operator's own addresses */
    public OutgoingAddresses(@Nullable EgressPolicy egress, NameLookup lookup) {
        this.egress = egress;
        this.names = new RememberedAddresses(lookup, System::nanoTime);
    }

    /** Fails with {@link EgressDenied}, or an {@link IOException} when there is no such host, or no answer within three seconds. */
    public CompletableFuture<InetSocketAddress> of(URI url) {
        CompletableFuture<InetSocketAddress> found = new CompletableFuture<>();
        InetSocketAddress known = known(url);
        try {
            lookups.execute(() -> find(url, found));
        } catch (RejectedExecutionException e) {
            if (known == null) {
                found.completeExceptionally(new UnknownHostException("too many lookups are waiting"));
            } else {
                found.complete(known);
            }
            return found;
        }
        return known == null
                ? found.orTimeout(LookupThreads.MAX_MILLIS, TimeUnit.MILLISECONDS)
                : found.completeOnTimeout(known, LookupThreads.MAX_MILLIS_OF_KNOWN, TimeUnit.MILLISECONDS);
    }

    /** Where the URL led last, if that is still within reach; else null. */
    private @Nullable InetSocketAddress known(URI url) {
        InetAddress[] last = url.getHost() == null ? null : names.last(url.getHost());
        if (last == null) {
            return null;
        }
        try {
            barWhatIsDenied(url);
            return new InetSocketAddress(checked(url, last), EgressPolicy.port(url));
        } catch (EgressDenied | IllegalArgumentException e) {
            return null; // whoever looks it up says so
        }
    }

    private void find(URI url, CompletableFuture<InetSocketAddress> found) {
        try {
            found.complete(new InetSocketAddress(checked(url), EgressPolicy.port(url)));
        } catch (IOException e) {
            found.completeExceptionally(e);
        } catch (RuntimeException e) { // else nobody would hear of it, and wait in vain
            found.completeExceptionally(new IOException("no address can be made of that URL", e));
        }
    }

    private void barWhatIsDenied(URI url) throws EgressDenied {
        String objection = egress == null ? null : egress.objectionTo(url).orElse(null);
        if (objection != null) {
            throw new EgressDenied(objection);
        }
        if (url.getHost() == null) {
            throw new EgressDenied("names no host");
        }
    }

    private InetAddress checked(URI url) throws IOException {
        barWhatIsDenied(url);
        InetAddress literal = AddressKind.literal(url.getHost());
        return checked(url, literal == null ? names.addresses(url.getHost()) : new InetAddress[] {literal});
    }

    private InetAddress checked(URI url, InetAddress[] all) throws EgressDenied {
        for (InetAddress each : all) {
            String further = egress == null ? null : egress.objectionTo(each, url);
            if (further != null) {
                throw new EgressDenied(further);
            }
        }
        return all[0];
    }
}
