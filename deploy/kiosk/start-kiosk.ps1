<#
.SYNOPSIS
苏南创新图谱展厅屏（Windows） The atlas in a hall, on Windows: server and Edge (or Chrome) in kiosk mode, both started again when they end.

.DESCRIPTION
用法 Usage:  powershell -ExecutionPolicy Bypass -File start-kiosk.ps1 [-Check] [-SetPolicies] [-Browser PATH]
  -Check        核对 SHA256SUMS 后退出 prove the check sums and stop
  -SetPolicies  以管理员身份写入浏览器策略后退出 write the browser's policies (as administrator) and stop
  -Browser      浏览器路径，缺省先 Edge 后 Chrome the browser, by default Edge, else Chrome
首次运行以 U 盘上的 wheels 建立 .venv（需要 Python 3.11）。设置在本脚本旁的 kiosk.env。
The first run makes .venv from the wheels of the folder (needs Python 3.11). Settings: kiosk.env beside this script.
#>
param([switch]$Check, [switch]$SetPolicies, [string]$Browser = "")

$ErrorActionPreference = "Stop"
$Here = Split-Path -Parent $MyInvocation.MyCommand.Path
$Project = (Resolve-Path "$Here\..\..").Path
$Folder = Split-Path -Parent $Project
$Python = "$Project\.venv\Scripts\python.exe"
$BrowserProfile = "$env:TEMP\sunan-kiosk\profile"

function Stop-With([string]$Words) { Write-Host "错误 Error: $Words" -ForegroundColor Red; exit 1 }

# kiosk.env: one NAME=value a line.
Get-Content "$Here\kiosk.env" -Encoding UTF8 | ForEach-Object {
  if ($_ -match '^([A-Z_]+)=(.*)$') { [Environment]::SetEnvironmentVariable($Matches[1], $Matches[2].Trim('"', "'"), "Process") }
}
$Port = if ($env:PORT) { $env:PORT } else { "8050" }
$Address = "http://127.0.0.1:$Port"

function Test-Sums {
  if (-not (Test-Path "$Folder\SHA256SUMS")) { Stop-With "找不到 No $Folder\SHA256SUMS" }
  foreach ($Line in Get-Content "$Folder\SHA256SUMS" -Encoding UTF8) {
    $Sum, $Name = $Line.Substring(0, 64), $Line.Substring(66)
    $Path = Join-Path $Folder $Name
    # The settings are the hall's own.
    if ($Name -like "*/kiosk.env") { continue }
    if (-not (Test-Path -LiteralPath $Path)) { Stop-With "缺少文件 A file is missing: $Name" }
    if ((Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash -ne $Sum) { Stop-With "校验和不符 A check sum differs: $Name" }
  }
  Write-Host "校验和一致 All check sums agree"
}

# policy.json as registry values; a list is a key with numbered values.
function Set-Policies {
  $Policies = Get-Content "$Here\policy.json" -Raw -Encoding UTF8 | ConvertFrom-Json
  foreach ($Root in "HKLM:\SOFTWARE\Policies\Microsoft\Edge", "HKLM:\SOFTWARE\Policies\Google\Chrome") {
    New-Item -Path $Root -Force | Out-Null
    foreach ($One in $Policies.PSObject.Properties) {
      if ($One.Value -is [array]) {
        New-Item -Path "$Root\$($One.Name)" -Force | Out-Null
        $Number = 1
        foreach ($Value in $One.Value) {
          Set-ItemProperty -Path "$Root\$($One.Name)" -Name "$Number" -Value $Value.Replace("http://127.0.0.1:8050", $Address)
          $Number++
        }
      } elseif ($One.Value -is [string]) {
        Set-ItemProperty -Path $Root -Name $One.Name -Value $One.Value
      } else {
        Set-ItemProperty -Path $Root -Name $One.Name -Value ([int]$One.Value) -Type DWord
      }
    }
  }
  # Swipes from the edge belong to Windows, not to the browser.
  New-Item -Path "HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI" -Force | Out-Null
  Set-ItemProperty -Path "HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI" -Name AllowEdgeSwipe -Value 0 -Type DWord
  Write-Host "策略已写入，重启后生效 The policies are written; restart the machine"
}

function Find-Browser {
  if ($Browser) { return $Browser }
  foreach ($Path in "${env:ProgramFiles(x86)}\Microsoft\Edge\Application\msedge.exe", "$env:ProgramFiles\Microsoft\Edge\Application\msedge.exe",
    "$env:ProgramFiles\Google\Chrome\Application\chrome.exe", "${env:ProgramFiles(x86)}\Google\Chrome\Application\chrome.exe") {
    if (Test-Path $Path) { return $Path }
  }
  Stop-With "找不到 Edge 或 Chrome Neither Edge nor Chrome was found; use -Browser"
}

function Test-Health {
  try { return (Invoke-RestMethod -Uri "$Address/healthz" -TimeoutSec 5).status -eq "ok" } catch { return $false }
}

if ($Check) { Test-Sums; exit 0 }
if ($SetPolicies) { Set-Policies; exit 0 }
if (-not (Test-Path $Python)) {
  Test-Sums
  Write-Host "建立 Making $Project\.venv …"
  py -3.11 -m venv "$Project\.venv"
  & $Python -m pip install --quiet --disable-pip-version-check --no-index --find-links "$Folder\wheels" -r "$Project\requirements.txt"
  if ($LASTEXITCODE -ne 0) { Remove-Item -Recurse -Force "$Project\.venv"; Stop-With "程序库装不上 The libraries cannot be installed" }
}
$Program = Find-Browser
$Server = $null
$Flags = @(
  "--kiosk", "$Address/kiosk?lang=zh", "--edge-kiosk-type=fullscreen", "--user-data-dir=$BrowserProfile", "--no-first-run",
  "--no-default-browser-check", "--noerrdialogs", "--disable-session-crashed-bubble", "--hide-crash-restore-bubble", "--disable-infobars",
  "--disable-hang-monitor", "--touch-events=enabled", "--disable-pinch", "--overscroll-history-navigation=0",
  "--disable-features=Translate,TouchpadOverscrollHistoryNavigation,OverscrollHistoryNavigation,MediaRouter,msEdgeSidebarV2",
  "--disable-sync", "--disable-background-networking", "--disable-component-update", "--no-proxy-server", "--check-for-update-interval=31536000",
  "--autoplay-policy=no-user-gesture-required", "--disk-cache-size=52428800"
)
# Neither the screen nor the machine sleeps.
foreach ($What in "monitor-timeout-ac", "standby-timeout-ac", "hibernate-timeout-ac") { powercfg /change $What 0 }

function Start-Server {
  if ($script:Server -and -not $script:Server.HasExited) { return }
  $script:Server = Start-Process -FilePath $Python -ArgumentList "app.py" -WorkingDirectory $Project -WindowStyle Hidden -PassThru
}

while ($true) {
  Start-Server
  # Never a browser on an error page.
  while (-not (Test-Health)) { Start-Sleep -Seconds 1; Start-Server }
  if (Test-Path $BrowserProfile) { Remove-Item -Recurse -Force $BrowserProfile -ErrorAction SilentlyContinue }
  $Screen = Start-Process -FilePath $Program -ArgumentList $Flags -PassThru
  $Silent = 0
  while (-not $Screen.HasExited -and $Silent -lt 6) {
    Start-Sleep -Seconds 10
    Start-Server
    try {
      # A page that lives asks /healthz?screen=kiosk; the answer says how long ago.
      $Health = Invoke-RestMethod -Uri "$Address/healthz" -TimeoutSec 5
      $IsOpen = (Invoke-WebRequest -Uri "$Address/kiosk" -UseBasicParsing -TimeoutSec 5).StatusCode -eq 200
      if (-not $IsOpen -or ($null -ne $Health.kiosk -and $Health.kiosk -lt 30)) { $Silent = 0 } else { $Silent++ }
    } catch { $Silent = 0 }
  }
  if (-not $Screen.HasExited) { $Screen.Kill(); $Screen.WaitForExit(5000) | Out-Null }
  Start-Sleep -Seconds 2
}
