using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Auth;

public sealed class SqliteLostRefreshTests() : LostRefreshTests(HostedStore.Sqlite);
