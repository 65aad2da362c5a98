package dev.trunkline.net.reach;

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
 * name server would stop every call of that loop. Thread-safe.
 */
public final class OffLoopResolver extends AddressResolverGroup<InetSocketAddress> {

    private final ThreadPoolExecutor lookups = LookupThreads.start();

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
                promise.setFailure(new UnknownHostException(host + ": too many lookups are waiting"));
                return;
            }
            var deadline = loop.schedule(
                    () -> promise.tryFailure(new UnknownHostException(host + ": the lookup takes too long")),
                    LookupThreads.MAX_MILLIS,
                    TimeUnit.MILLISECONDS);
            promise.addListener(found -> deadline.cancel(false));
        }

        private static void lookUp(String host, Promise<InetAddress> promise) {
            try {
                promise.trySuccess(InetAddress.getByName(host));
            } catch (UnknownHostException e) {
                promise.tryFailure(e);
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
