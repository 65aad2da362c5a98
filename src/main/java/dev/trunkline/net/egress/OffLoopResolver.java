package dev.trunkline.net.egress;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up with the JDK, which blocks, on threads of its own: Netty's default does it on the loop, where a slow
 * name server would stop every call of that loop. While the name server is out or slow, what it said last counts. Thread-safe.
 */
public final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {

    private final ThreadPoolExecutor lookups = LookupThreads.start();
    private final RememberedAddresses names;

    /** One that asks the machine's name service. */
    public OffLoopResolver() {
        this(NameLookup.ofTheMachine());
    }

    OffLoopResolver(NameLookup names) {
        this.names = new RememberedAddresses(names, System::nanoTime);
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new NameResolver(executor).asAddressResolver();
    }

    private final class NameResolver extends InetNameResolver {
        private final EventExecutor loop;

        NameResolver(EventExecutor loop) {
            super(loop);
            this.loop = loop;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) throws Exception {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
            if (literal != null) {
                promise.setSuccess(InetAddress.getByAddress(host, literal));
                return;
            }
            try {
                lookups.execute(() -> lookUp(host, promise));
            } catch (RejectedExecutionException e) {
                doWithout(host, promise, "too many lookups are waiting");
                return;
            }
            var deadline = loop.schedule(
                    () -> doWithout(host, promise, "the lookup takes too long"),
                    names.last(host) == null ? LookupThreads.MAX_MILLIS : LookupThreads.MAX_MILLIS_OF_KNOWN,
                    TimeUnit.MILLISECONDS);
            promise.addListener(found -> deadline.cancel(false));
        }

        private void lookUp(String host, Promise<InetAddress> promise) {
            try {
                promise.trySuccess(names.addresses(host)[0]);
            } catch (UnknownHostException e) {
                promise.tryFailure(e);
            }
        }

        private void doWithout(String host, Promise<InetAddress> promise, String trouble) {
            InetAddress[] last = names.last(host);
            if (last == null) {
                promise.tryFailure(new UnknownHostException(host + ": " + trouble));
            } else {
                promise.trySuccess(last[0]);
            }
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) throws Exception {
            Promise<InetAddress> one = loop.newPromise();
            doResolve(host, one);
            one.addListener(found -> {
                if (found.isSuccess()) {
                    promise.trySuccess(List.of(one.getNow()));
                } else {
                    promise.tryFailure(found.cause());
                }
            });
        }
    }
}
