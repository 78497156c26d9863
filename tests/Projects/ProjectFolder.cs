using System;
using System.IO;
using System.Text;
using Seamline.Projects;

namespace Seamline.Tests.Projects;

/// <summary>A folder with a project and small media files, gone at the end of the test.</summary>
internal sealed class ProjectFolder : IDisposable
{
    public ProjectFolder()
    {
        Root = Directory.CreateTempSubdirectory("seamline-projects-").FullName;
        Folder = Directory.CreateDirectory(System.IO.Path.Combine(Root, "show 1")).FullName;
    }

    /// <summary>Above the project's folder.</summary>
    public string Root { get; }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>Makes a medium at a path relative to the project's folder; its absolute path.</summary>
    public string Media(string relative)
    {
        string path = System.IO.Path.GetFullPath(relative, Folder);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "sound");
        return path;
    }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>Writes a project file and reads it.</summary>
    public Project Read(string otio, bool requireMedia = true, string name = "p.otio")
    {
        File.WriteAllText(Path(name), otio, new UTF8Encoding(false));
        return OtioReader.Read(Path(name), requireMedia);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
