using System;
using System.Globalization;
using Seamline.Soak;

if (args is ["--save", var path]) return SaveVictim.Run(path);
if (args is not [var seconds, var decoder, var planted, var seed, .. { Length: <= 1 } rest])
{
    Console.Error.WriteLine("usage: seamline-soak SECONDS DECODER PLANTED SEED [kills] (tools/soak.sh)");
    return 2;
}

return Soaking.Run(double.Parse(seconds, CultureInfo.InvariantCulture), decoder, planted, int.Parse(seed, CultureInfo.InvariantCulture), rest is ["kills"]);
