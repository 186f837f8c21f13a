using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

public sealed class PostgresLostRefreshTests() : LostRefreshTests(HostedStore.Postgres);
