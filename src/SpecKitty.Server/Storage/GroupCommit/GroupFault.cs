namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>Whose fault a failed transaction is, and so what to do.</summary>
internal enum GroupFault
{
    /// <summary>One of the writes threw: each gets a transaction of its own, and only the culprit fails.</summary>
    Write,

    /// <summary>The database broke off before the commit: nothing is stored, and trying again may help.</summary>
    Passing,

    /// <summary>The database does not answer, or broke off during the commit, so that nobody knows whether it is stored: all of them fail, and their callers may send again.</summary>
    Store,
}
